import { hasUndecodable } from '../../encoding/undecodable-bytes.js';
import type { MalformedCode } from '../records/malformed-record.js';

/** What is wrong with the cells of a record whose quotes are in order. */
export interface CellFault {
  readonly code: MalformedCode;
  readonly field: string | null;
  readonly message: string;
}

/**
 * Tells what is wrong with the cells of a record; null where nothing is.
 *
 * `badTextIn` names the encoding of the text around where it holds a NUL character or a byte that
 * did not decode; null spares the look into every cell. `expectedCells` is given where a record must
 * have other than one cell a column.
 */
export function cellFault(
  cells: readonly string[],
  columns: readonly string[],
  badTextIn: string | null,
  expectedCells: number | null = null,
): CellFault | null {
  const fault = badTextIn === null ? null : badText(cells, columns, badTextIn);
  const expected = expectedCells ?? columns.length;
  if (fault !== null || cells.length === expected) return fault;
  return {
    code: cells.length < expected ? 'TOO_FEW_FIELDS' : 'TOO_MANY_FIELDS',
    field: null,
    message: `expected ${expected} fields, found ${cells.length}`,
  };
}

function badText(
  cells: readonly string[],
  columns: readonly string[],
  encoding: string,
): CellFault | null {
  const undecodable = cells.findIndex(hasUndecodable);
  if (undecodable !== -1) {
    return {
      code: 'INVALID_ENCODING',
      field: columns[undecodable] ?? null,
      message: `expected ${encoding}, found bytes that do not decode`,
    };
  }
  const nul = cells.findIndex((cell) => cell.includes('\0'));
  if (nul === -1) return null;
  return {
    code: 'NUL_BYTE',
    field: columns[nul] ?? null,
    message: 'expected text without NUL characters',
  };
}
