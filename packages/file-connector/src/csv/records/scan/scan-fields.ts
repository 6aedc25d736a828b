import { afterBlanks, beforeBlanks } from '../../dialect/blanks.js';
import { type CsvDialect, longestEdge } from '../../dialect/csv-dialect.js';
import { countNewlines, newlineAt } from '../../dialect/newline.js';
import { closingQuote } from './closing-quote.js';
import type { RecordFault, ScanBounds, ScannedRecord } from './scan-record.js';
import type { TextCursor } from './text-cursor.js';

/**
 * Finds the end of the record that begins at `start`, as `scanRecord` does, in a dialect with a
 * delimiter or record separator of several characters, blanks around quotes, or backslash escapes;
 * null where more text is needed.
 *
 * It goes from field to field where the record contains a quote or a backslash: `a|||"b"` begins a
 * field at the third bar, not at the quote.
 */
export function scanFields(
  cursor: TextCursor,
  start: number,
  dialect: CsvDialect,
  bounds: ScanBounds,
): ScannedRecord | null {
  const { text, end } = cursor;
  const { delimiter, newline, escapes } = dialect;
  const { isFinal, limit } = bounds;
  const longest = longestEdge(dialect);
  let fault: RecordFault | null = null;
  let faultAt = -1;
  let isRepairable = escapes === null && dialect.blanks === '';
  /** Where the current field begins, and where the unread part of it does. */
  let field = start;
  let from = start;
  /** Start of the last field with a fault: no other quote opens it, and its blanks are not read again. */
  let faultyField = -1;
  for (;;) {
    const quote = cursor.quote(from);
    const escape = escapes === null ? end : cursor.escape(from);
    const special = Math.min(quote, escape);
    const lineEnd = cursor.lineEnd(from);
    if (special >= lineEnd || !limit.covers(special + 1)) {
      if (!limit.covers(lineEnd)) return tooLarge(limit.index);
      return lineEnd === end && !isFinal ? null : { end: lineEnd, fault, faultAt, isRepairable };
    }
    for (let at = cursor.delimiter(from); at < special; at = cursor.delimiter(from)) {
      field = at + delimiter.length;
      from = field;
    }
    if (special === escape) {
      if (escape + 1 >= end) {
        if (!isFinal) return null;
        return { end, fault: fault ?? 'UNFINISHED_ESCAPE', faultAt: escape, isRepairable: false };
      }
      const isPair = newline === 'any' && text.startsWith('\r\n', escape + 1);
      from = escape + (isPair ? 3 : 2);
      // A carriage return and line feed behind the backslash are not cut apart: they are one line end.
      if (!limit.covers(from)) return tooLarge(escape + 1);
      continue;
    }
    let faultHere: RecordFault = 'STRAY_QUOTE';
    let resume = quote + 1;
    const isFirst = field !== faultyField;
    if (isFirst && quote === afterBlanks(text, field, quote, dialect)) {
      cursor.mark(quote + 1);
      const close = closingQuote(cursor, quote + 1, dialect);
      const isClosed = close < end && limit.covers(close + 1);
      if (!isFinal && (isClosed ? close + 1 >= end : limit.covers(end))) return null;
      const after = isClosed ? afterBlanks(text, close + 1, end, dialect) : end;
      if (isClosed && !limit.covers(after)) return tooLarge(limit.index);
      if (isClosed && !isFinal && after + longest > end) return null;
      // A record separator may begin with the delimiter.
      if (isClosed && (after === end || newlineAt(text, after, newline) !== null)) {
        return { end: after, fault, faultAt, isRepairable };
      }
      if (isClosed && text.startsWith(delimiter, after)) {
        field = after + delimiter.length;
        from = field;
        continue;
      }
      if (!isClosed || opensLaterField(text, quote, close, dialect)) {
        cursor.rewind();
        const own = cursor.lineEnd(quote);
        if (!limit.covers(own)) return tooLarge(limit.index);
        return fault === null
          ? { end: own, fault: 'QUOTE_NOT_CLOSED', faultAt: quote, isRepairable: false }
          : { end: own, fault, faultAt, isRepairable: false };
      }
      faultHere = 'TEXT_AFTER_QUOTE';
      resume = close + 1;
      isRepairable = false;
    } else {
      isRepairable &&= !isFirst || text.slice(field, quote).trim() !== '';
    }
    if (fault === null) {
      fault = faultHere;
      faultAt = resume - 1;
    }
    faultyField = field;
    from = resume;
  }
}

function tooLarge(limit: number): ScannedRecord {
  return { end: limit, fault: 'RECORD_TOO_LARGE', faultAt: limit, isRepairable: false };
}

/** Returns whether the quote at `close` can only open a field, on a later line than `quote`. */
function opensLaterField(text: string, quote: number, close: number, dialect: CsvDialect): boolean {
  const { delimiter, newline } = dialect;
  let before = beforeBlanks(text, close, quote + 1, dialect);
  // The line may begin with a byte order mark, in a concatenated file.
  if (text[before - 1] === '\uFEFF') before -= 1;
  const newlines = newline === 'any' ? ['\n', '\r'] : [newline];
  const isAtFieldStart = [delimiter, ...newlines].some((edge) => text.endsWith(edge, before));
  return isAtFieldStart && countNewlines(text.slice(quote, close), newline) > 0;
}
