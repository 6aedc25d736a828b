import { countNewlines, type LineRule } from '../dialect/newline.js';
import type { CellFault } from '../rows/cell-fault.js';
import type { ParsedRecord } from '../rows/found-record.js';
import { joinedHeader } from '../rows/joined-header.js';
import { headerOnceMore, repeatedHeader } from '../rows/record-rules.js';

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
}
