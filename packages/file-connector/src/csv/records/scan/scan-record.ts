import type { RecordLimit } from '../../../records/record-limit.js';
import type { CsvDialect } from '../../dialect/csv-dialect.js';
import { countNewlines, newlineAt } from '../../dialect/newline.js';
import { closingQuote } from './closing-quote.js';
import type { TextCursor } from './text-cursor.js';

/** A fault in the quotes or escapes of a record, in its size, or in its place. */
export type RecordFault =
  | 'QUOTE_NOT_CLOSED'
  | 'STRAY_QUOTE'
  | 'TEXT_AFTER_QUOTE'
  | 'RECORD_TOO_LARGE'
  | 'UNFINISHED_ESCAPE'
  | 'AFTER_END_MARKER';

/** The end of a record, and its fault. */
export interface ScannedRecord {
  /** Index of the newline that ends the record, or the end of the text. */
  readonly end: number;
  readonly fault: RecordFault | null;
  /** Index of the invalid character. */
  readonly faultAt: number;
  /** Whether the only faults are quotes that can only be text: see {@link isPlainlyText}. */
  readonly isRepairable: boolean;
}

/** The known facts about the text of the record. */
export interface ScanBounds {
  /** Whether this is the end of the text. */
  readonly isFinal: boolean;
  /** Where the record exceeds its maximum size. */
  readonly limit: RecordLimit;
}

/**
 * Finds the end of the record that begins at `start`; null where more text is needed.
 *
 * A quote opens a field only at the start of the field; it closes one only directly before a
 * delimiter, a newline or the end of the file. Any other single quote is a fault. The end of the
 * record is then determined as follows:
 * - after a stray quote, or text after a closing quote, at the next delimiter or newline;
 * - for a quote that is never closed, the record is its own line only. A quote counts as never
 *   closed when the file ends or the limit is reached before a closing quote, or when the next
 *   single quote, on a later line, can only be an opening one (a delimiter or newline before it,
 *   text after it).
 */
export function scanRecord(
  cursor: TextCursor,
  start: number,
  dialect: CsvDialect,
  { isFinal, limit }: ScanBounds,
): ScannedRecord | null {
  const { text, end } = cursor;
  const delimiter = dialect.delimiter.charCodeAt(0);
  let fault: RecordFault | null = null;
  let faultAt = -1;
  let isRepairable = true;
  let field = start;
  for (;;) {
    const quote = cursor.quote(field);
    const lineEnd = cursor.lineEnd(field);
    if (quote >= lineEnd || !limit.covers(quote + 1)) {
      if (!limit.covers(lineEnd)) return tooLarge(limit.index);
      return lineEnd === end && !isFinal ? null : { end: lineEnd, fault, faultAt, isRepairable };
    }
    let faultHere: RecordFault = 'STRAY_QUOTE';
    let resume = quote + 1;
    if (quote === start || text.charCodeAt(quote - 1) === delimiter) {
      cursor.mark(quote + 1);
      const close = closingQuote(cursor, quote + 1, dialect);
      const isClosed = close < end && limit.covers(close + 1);
      if (!isFinal && close + 1 >= end && limit.covers(end)) return null;
      const after = text.charCodeAt(close + 1);
      if (isClosed && after === delimiter) {
        field = close + 2;
        continue;
      }
      if (isClosed && (close + 1 === end || newlineAt(text, close + 1, dialect.newline) !== null)) {
        return { end: close + 1, fault, faultAt, isRepairable };
      }
      if (!isClosed || opensLaterField(text, quote, close, dialect)) {
        cursor.rewind();
        const end = cursor.lineEnd(quote);
        if (!limit.covers(end)) return tooLarge(limit.index);
        return fault === null
          ? { end, fault: 'QUOTE_NOT_CLOSED', faultAt: quote, isRepairable: false }
          : { end, fault, faultAt, isRepairable: false };
      }
      faultHere = 'TEXT_AFTER_QUOTE';
      resume = close + 1;
      isRepairable = false;
    } else {
      isRepairable &&= isPlainlyText(text, start, quote, dialect.delimiter);
    }
    if (fault === null) {
      fault = faultHere;
      faultAt = resume - 1;
    }
    field = Math.min(cursor.delimiter(resume) + 1, cursor.lineEnd(resume));
  }
}

function tooLarge(limit: number): ScannedRecord {
  return { end: limit, fault: 'RECORD_TOO_LARGE', faultAt: limit, isRepairable: false };
}

/** Returns whether the quote at `close` can only open a field, on a later line than `quote`. */
function opensLaterField(
  text: string,
  quote: number,
  close: number,
  { delimiter, newline }: CsvDialect,
): boolean {
  // The line may begin with a byte order mark, in a concatenated file.
  const before = text[text[close - 1] === '\uFEFF' ? close - 2 : close - 1];
  const isAtFieldStart = before === delimiter || before === '\n' || before === '\r';
  return isAtFieldStart && countNewlines(text.slice(quote, close), newline) > 0;
}

/**
 * Returns whether a quote inside an unquoted field can only be text: a character other than a blank
 * precedes it. After only blanks, it may be meant to open the field.
 */
function isPlainlyText(text: string, start: number, quote: number, delimiter: string): boolean {
  const before = text.slice(start, quote);
  return before.slice(before.lastIndexOf(delimiter) + 1).trim() !== '';
}
