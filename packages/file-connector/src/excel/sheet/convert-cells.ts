import type { FormatFault, RowFormats } from '../../parse/row-formats.js';
import type { RowKind } from '../../rows/row-factory.js';
import type { SheetRow } from './sheet-row.js';
import type { TableColumns } from './table-columns.js';

/** What {@link convertCells} needs. */
export interface CellConversion {
  readonly formats: RowFormats;
  readonly table: TableColumns;
  readonly kind: RowKind<object>;
}

/**
 * Converts the texts of a record by the formats of their columns, in place. A number is converted as
 * a number, and a cell that is stored as a date or boolean stays as it is.
 */
export function convertCells(
  record: object,
  { kinds = [] }: SheetRow,
  { formats, table, kind }: CellConversion,
): FormatFault | null {
  const values = record as Record<string | number, unknown>;
  const kept = new Map<string | number, unknown>();
  const numbers = new Set<string>();
  for (const [index, name] of table.names.entries()) {
    const stored = kinds[table.positions[index] ?? 0];
    if (stored === 'number') numbers.add(name);
    if (stored !== 'plain') continue;
    const key = kind.keyOf(name, index);
    kept.set(key, values[key]);
    values[key] = null;
  }
  const fault = formats.convert(record, (column) => numbers.has(column));
  for (const [key, value] of kept) values[key] = value;
  return fault;
}
