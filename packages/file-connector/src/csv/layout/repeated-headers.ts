import { countNewlines, type LineRule } from '../dialect/newline.js';
import type { CellFault } from '../records/cell-fault.js';
import type { ParsedRecord } from '../records/found-record.js';
import type { PlainRun } from '../records/plain/plain-run.js';
import { headerOnceMore } from './header-once-more.js';
import { joinedHeader } from './joined-header.js';

/** The rules by which {@link RepeatedHeaders} finds headers. */
export interface RepeatedHeadersRules {
  /** The rows of the header of the file. */
  readonly rows: readonly (readonly string[])[];
  /** Path of the file, for messages. */
  readonly path: string;
  /** Number of physical lines to skip after a header. */
  readonly skipAfterHeader: number;
  readonly newline: LineRule;
}

/** Finds repeated headers in the middle of a file, and the lines after them that are skipped at its start. */
export class RepeatedHeaders {
  readonly #rules: RepeatedHeadersRules;
  /** Last physical line that belongs to a repeated header. */
  #lastLine = 0;

  constructor(rules: RepeatedHeadersRules) {
    this.#rules = rules;
  }

  /**
   * Returns the fault of a record that belongs to a repeated header; null for any other.
   *
   * @throws WdhError `CSV_HEADER_INVALID` (data) for the header of an appended file with other columns
   */
  faultOf(cells: readonly string[], { found, index }: ParsedRecord): CellFault | null {
    const { rows, path, skipAfterHeader, newline } = this.#rules;
    const lineNumber = found.lineNumber(index);
    const fault = found.isMarked(index)
      ? joinedHeader(cells, rows[0] ?? [], { path, lineNumber })
      : repeatedHeader(cells, rows);
    if (fault === null) return lineNumber <= this.#lastLine ? headerOnceMore : null;
    const lastLine = lineNumber + countNewlines(found.recordText(index), newline);
    this.#lastLine = lastLine + skipAfterHeader;
    return fault;
  }

  /**
   * Returns the index of the first plain record, from `index` on and before `limit`, that may belong
   * to a repeated header, by its first cell; `limit` where none does.
   */
  nextIn(run: PlainRun, index: number, limit: number): number {
    if (run.lineNumber(index) <= this.#lastLine) return index;
    return this.#rules.rows.reduce(
      (end, row) => run.findFirstCell(row[0] ?? '', index, end),
      limit,
    );
  }
}

/**
 * Finds a repeated row of the header in the middle of a file. In a lone column, a cell may be equal
 * to the column's name, so it is not checked.
 */
function repeatedHeader(
  cells: readonly string[],
  headerRows: readonly (readonly string[])[],
): CellFault | null {
  if (cells.length < 2) return null;
  for (const row of headerRows) {
    if (cells[0] === row[0] && cells.every((cell, index) => cell === row[index])) {
      return headerOnceMore;
    }
  }
  return null;
}
