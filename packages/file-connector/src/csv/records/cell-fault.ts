import { hasUndecodable } from '../../encoding/undecodable-bytes.js';
import type { MalformedCode } from './malformed-record.js';

/** A fault in the cells of a record with well-formed quotes. */
export interface CellFault {
  readonly code: MalformedCode;
  readonly field: string | null;
  readonly message: string;
}

const adviceForEnd =
  ", the last one empty: trailingDelimiter: 'ignore' drops it where every record ends in a delimiter";

/**
 * Finds a fault in the cells of a record; null where there is none.
 *
 * `badTextIn` is the encoding of the surrounding text if that contains a NUL character or an
 * undecodable byte; null avoids checking every cell. `expectedCells` is given where the number of
 * cells must differ from the number of columns.
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
  const message = `expected ${expected} fields, found ${cells.length}`;
  if (cells.length < expected) return { code: 'TOO_FEW_FIELDS', field: null, message };
  const isOpen = cells.length === expected + 1 && cells.at(-1) === '';
  return {
    code: 'TOO_MANY_FIELDS',
    field: null,
    message: isOpen ? message + adviceForEnd : message,
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
