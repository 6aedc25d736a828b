import { type CsvDialect, longestEdge } from '../dialect/csv-dialect.js';
import { newlineAt } from '../dialect/newline.js';
import { readFields } from '../fields/read-fields.js';
import type { ScanBounds } from './scan/scan-record.js';

/** The position of a record with stray quotes. */
export interface RecordBounds extends ScanBounds {
  readonly start: number;
  readonly end: number;
  /** End of the available text. */
  readonly textEnd: number;
}

/**
 * Returns whether the stray quotes of a record can only be text; null where more text is needed.
 *
 * They may be the rest of a quoted field, with a missing quote or delimiter, where:
 * - a delimiter is between two of them, so it may have been quoted;
 * - two are adjacent, as a quote inside quotes is written;
 * - one without a partner ends its field, like a closing quote, or the next quote of the file can
 *   close the field that it opens;
 * - a pair ends its field, and the record has only this field (it may be two records without the
 *   newline between them) or ends in an empty field (it may lack a delimiter before the quotes and
 *   have a surplus one at its end).
 */
export function areStrayQuotesText(
  text: string,
  bounds: RecordBounds,
  dialect: CsvDialect,
): boolean | null {
  const { quote } = dialect;
  if (quote === null) return false;
  const fields = readFields(text.slice(bounds.start, bounds.end), dialect);
  const stray = fields.filter(({ value, isQuoted }) => !isQuoted && value.includes(quote));
  const [field] = stray;
  if (field === undefined || stray.length > 1 || field.value.includes(quote + quote)) return false;
  const isAtEnd = field.value.trimEnd().endsWith(quote);
  if (field.value.split(quote).length % 2 === 1) {
    return !isAtEnd || (fields.length > 1 && fields.at(-1)?.value !== '');
  }
  if (isAtEnd) return false;
  const isClosed = isClosedLater(text, bounds, dialect, quote);
  return isClosed === null ? null : !isClosed;
}

/** Returns whether the first single quote after the record is in the position of a closing quote. */
function isClosedLater(
  text: string,
  { end, textEnd, isFinal, limit }: RecordBounds,
  dialect: CsvDialect,
  quote: string,
): boolean | null {
  const { delimiter, newline } = dialect;
  let close = text.indexOf(quote, end);
  while (close !== -1 && text[close + 1] === quote) close = text.indexOf(quote, close + 2);
  if (close === -1) return isFinal || !limit.covers(textEnd) ? false : null;
  if (!limit.covers(close + 1)) return false;
  if (close + 1 >= textEnd && isFinal) return true;
  if (close + longestEdge(dialect) >= textEnd && !isFinal) return null;
  return text.startsWith(delimiter, close + 1) || newlineAt(text, close + 1, newline) !== null;
}
