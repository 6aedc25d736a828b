import type { CsvDialect } from '../../dialect/csv-dialect.js';
import type { CellPositions } from './cell-positions.js';

/** A longer record is read otherwise: as the text of one line it is rare, and its size is checked exactly. */
const longestRecord = 256 * 1024;
/** Bytes of UTF-8 for a code unit, at most. */
const maxBytesPerCodeUnit = 3;

/** What a plain record is. */
export interface PlainRules {
  /** A dialect that papaparse reads too. */
  readonly dialect: Pick<CsvDialect, 'delimiter' | 'quote' | 'escape' | 'newline'>;
  readonly maxRecordBytes: number;
  /** The characters with which a line may begin that is not a record. */
  readonly otherStarts: readonly number[];
}

/**
 * Finds plain records, and their cells, in one piece of text: lines whose quotes are well-formed,
 * which have the expected number of cells, and no newline or escape in a cell.
 *
 * It goes from one delimiter to the next by `indexOf` and remembers what it found, so that the work
 * is linear. The starts given must not decrease.
 */
export class PlainScanner {
  readonly #text: string;
  readonly #end: number;
  readonly #positions: CellPositions;
  readonly #dialect: PlainRules['dialect'];
  readonly #longest: number;
  readonly #otherStarts: readonly number[];
  #newline = -1;
  #return = -1;
  #escape = -1;
  #quote = -1;
  #delimiter = -1;
  /** Where the latest scan ended. */
  next = 0;

  constructor(text: string, end: number, positions: CellPositions, rules: PlainRules) {
    this.#text = text;
    this.#end = end;
    this.#positions = positions;
    this.#dialect = rules.dialect;
    const mostFitting = Math.floor(rules.maxRecordBytes / maxBytesPerCodeUnit);
    this.#longest = Math.min(longestRecord, mostFitting);
    this.#otherStarts = rules.otherStarts;
  }

  /** Adds the cells of the plain records from `start` on to the positions; returns their number. */
  scan(start: number, cellCount: number): number {
    const text = this.#text;
    const { newline: rule, escape } = this.#dialect;
    const isAny = rule === 'any';
    const newline = isAny ? '\n' : rule;
    let count = 0;
    let from = start;
    for (;;) {
      if (this.#newline < from) this.#newline = this.#find(newline, from);
      let lineEnd = this.#newline;
      if (isAny) {
        if (this.#return < from) this.#return = this.#find('\r', from);
        // A lone carriage return ends a line too.
        if (this.#return < lineEnd - 1) break;
        if (this.#return < lineEnd) lineEnd = this.#return;
      }
      if (this.#newline >= this.#end || lineEnd === from || lineEnd - from > this.#longest) break;
      if (this.#otherStarts.includes(text.charCodeAt(from))) break;
      if (escape !== null) {
        if (this.#escape < from) this.#escape = this.#find(escape, from);
        if (this.#escape < lineEnd) break;
      }
      if (!this.#addCells(from, lineEnd, cellCount)) break;
      count += 1;
      from = this.#newline + newline.length;
    }
    this.next = from;
    return count;
  }

  /** Adds the cells of one line; returns whether it is a plain record. */
  #addCells(start: number, lineEnd: number, cellCount: number): boolean {
    const text = this.#text;
    const { delimiter, quote, escape } = this.#dialect;
    const delimiterCode = delimiter.charCodeAt(0);
    this.#positions.reserve(2 * cellCount);
    const { values, used } = this.#positions;
    const behind = used + 2 * cellCount;
    if (this.#quote < start) this.#quote = quote === null ? text.length : this.#find(quote, start);
    // What is found is remembered only for a plain record: any other one may be read again.
    let nextQuote = this.#quote;
    let nextDelimiter = this.#delimiter;
    let cell = start;
    for (let at = used; at < behind; at += 2) {
      let end: number;
      if (nextQuote === cell && quote !== null) {
        let close = this.#find(quote, cell + 1);
        let isDoubled = false;
        while (close < lineEnd && text[close + 1] === quote) {
          // With an escape, a doubled quote is a fault.
          if (escape !== null) return false;
          isDoubled = true;
          close = this.#find(quote, close + 2);
        }
        if (close >= lineEnd) return false;
        end = close + 1;
        if (end < lineEnd && text.charCodeAt(end) !== delimiterCode) return false;
        nextQuote = this.#find(quote, end);
        values[at] = cell + 1;
        values[at + 1] = isDoubled ? ~close : close;
      } else {
        if (nextDelimiter < cell) nextDelimiter = this.#find(delimiter, cell);
        end = nextDelimiter < lineEnd ? nextDelimiter : lineEnd;
        if (nextQuote < end) return false;
        values[at] = cell;
        values[at + 1] = end;
      }
      const isLast = at + 2 === behind;
      if ((end === lineEnd) !== isLast) return false;
      cell = end + 1;
    }
    this.#quote = nextQuote;
    this.#delimiter = nextDelimiter;
    this.#positions.used = behind;
    return true;
  }

  #find(sought: string, from: number): number {
    const index = this.#text.indexOf(sought, from);
    return index === -1 ? this.#text.length : index;
  }
}
