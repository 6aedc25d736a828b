import { type CellFormatOption, type CellFormats, cellFormatOf } from '@wdh/file-connector';
import { type LoadColumn, rowNames } from '../load-column.js';

/**
 * Creates the formats of cells by the names of the columns in the rows.
 *
 * @param formats - Formats as text, by the names of the columns in the file.
 * @param columns - Omitted: rows have the names of the file.
 * @throws WdhError `INVALID_OPTION` (usage) for a text that is not a format
 */
export function cellFormats(
  formats: Readonly<Record<string, string>> | undefined,
  columns: readonly LoadColumn[] = [],
): CellFormats | undefined {
  if (formats === undefined) return undefined;
  const names = rowNames(columns);
  const renamed = new Map(
    columns.map(({ from }, index) => [comparableName(from), names[index] ?? from]),
  );
  return Object.fromEntries(
    Object.entries(formats).map(([column, format]) => [
      renamed.get(comparableName(column)) ?? column,
      cellFormatOf(format),
    ]),
  );
}

/** Returns a name as the readers of tables compare it: `\u00fc` may be written in two ways. */
export const comparableName = (name: string): string => name.trim().normalize();

/** Returns the names of formats. */
export const formatNames = (
  formats: Readonly<Record<string, CellFormatOption>> = {},
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(formats).map(([column, format]) => [
      column,
      typeof format === 'string' ? format : format.name,
    ]),
  );
