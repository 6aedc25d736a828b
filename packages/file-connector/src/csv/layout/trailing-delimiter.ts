import { beforeBlanks } from '../dialect/blanks.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import type { CellFault } from '../records/cell-fault.js';

/**
 * Drops the empty cell after the last delimiter of each record. The records of a file end alike:
 * the first one that shows it decides whether a delimiter follows the last cell.
 */
export class TrailingDelimiter {
  readonly #columnCount: number;
  readonly #dialect: Pick<CsvDialect, 'delimiter' | 'quote' | 'blanks'>;
  /** Whether records end in a delimiter; null while unknown. */
  #isWritten: boolean | null = null;

  constructor(columnCount: number, dialect: Pick<CsvDialect, 'delimiter' | 'quote' | 'blanks'>) {
    this.#columnCount = columnCount;
    this.#dialect = dialect;
  }

  /**
   * Returns the cells without the one after the last delimiter, or the fault of a record that ends
   * unlike those before it. Another number of cells is returned as it is.
   *
   * @param text - The record as in the file, which shows whether an empty cell is quoted.
   */
  strip(cells: readonly string[], text: string): readonly string[] | CellFault {
    const surplus = cells.length - this.#columnCount;
    if (surplus !== 0 && surplus !== 1) return cells;
    const isOpen = cells.length > 1 && cells.at(-1) === '' && !this.#endsInQuote(text);
    if (surplus === 1) {
      if (!isOpen) return cells;
      if (this.#isWritten === false) {
        return fault('TOO_MANY_FIELDS', `no delimiter after the last of ${this.#columnCount}`);
      }
      this.#isWritten = true;
      return cells.slice(0, -1);
    }
    if (this.#isWritten === true) {
      return fault('TOO_FEW_FIELDS', `a delimiter after the last of ${this.#columnCount}`);
    }
    // An empty last cell does not show whether the delimiter before it is the last one.
    if (!isOpen) this.#isWritten = false;
    return cells;
  }

  /** Blanks may follow the quote, where they are trimmed. */
  #endsInQuote(text: string): boolean {
    const { delimiter, quote } = this.#dialect;
    if (quote === null || text.endsWith(delimiter)) return false;
    return text.endsWith(quote, beforeBlanks(text, text.length, 0, this.#dialect));
  }
}

/** Drops the last cell of the rows of a header that end in a delimiter. */
export function withoutTrailingName(
  rows: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const width = Math.max(...rows.map(({ length }) => length));
  const longest = rows.filter(({ length }) => length === width);
  if (width < 2 || longest.some((row) => row.at(-1)?.trim() !== '')) return rows;
  return rows.map((row) => (row.length === width ? row.slice(0, -1) : row));
}

function fault(code: CellFault['code'], expected: string): CellFault {
  return {
    code,
    field: null,
    message: `expected ${expected} fields, as in the records before`,
  };
}
