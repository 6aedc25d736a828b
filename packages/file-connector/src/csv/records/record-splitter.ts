import type { CsvDialect } from './csv-dialect.js';
import { faultMessage } from './fault-message.js';
import { malformedRecord } from './malformed-record.js';
import { countNewlines, newlineAt } from './newline.js';
import { recordLimit } from './record-limit.js';
import { type RecordFault, type ScannedRecord, scanRecord } from './scan-record.js';
import { SplitText } from './split-text.js';
import { TextCursor } from './text-cursor.js';

/** How a {@link RecordSplitter} tells records apart. */
export interface RecordSplitterOptions {
  readonly dialect: CsvDialect;
  /** A record whose UTF-8 takes more bytes is malformed. */
  readonly maxRecordBytes: number;
}

/**
 * Finds the records in text that arrives in pieces, cut anywhere, and the physical lines of each.
 *
 * Every line belongs to exactly one record, or is blank. Records whose quotes are in order come
 * out as one block for the parser, the others as malformed records. The first record is the header
 * and has number 0.
 */
export class RecordSplitter {
  readonly #dialect: CsvDialect;
  readonly #maxRecordBytes: number;
  #carry = '';
  #lineNumber = 1;
  #recordNumber = 0;
  #isSkippingLine = false;

  constructor({ dialect, maxRecordBytes }: RecordSplitterOptions) {
    this.#dialect = dialect;
    this.#maxRecordBytes = maxRecordBytes;
  }

  /** Splits the next piece; a record cut by its end waits for the piece after, unless `isFinal`. */
  split(piece: string, isFinal: boolean): SplitText {
    const text = this.#carry + piece;
    // A carriage return at the end may be half a newline.
    const end = !isFinal && text.endsWith('\r') ? text.length - 1 : text.length;
    const cursor = new TextCursor(text, end, this.#dialect.quote);
    const found = new SplitText(text);
    let start = 0;
    while (start < end) {
      if (this.#isSkippingLine) {
        start = this.#skipLine(cursor, start);
        continue;
      }
      const firstLineEnd = cursor.lineEnd(start);
      const record = this.#scan(cursor, start, firstLineEnd, isFinal);
      if (record === null) break;
      if (record.fault !== null) {
        start = this.#setAside(found, text, start, record, record.fault);
        continue;
      }
      const newline = newlineAt(text, record.end);
      if (record.end > start) {
        found.add(this.#recordNumber, this.#lineNumber, start, record.end, newline);
        this.#recordNumber += 1;
      }
      this.#lineNumber += 1;
      if (record.end > firstLineEnd) {
        this.#lineNumber += countNewlines(text.slice(start, record.end));
      }
      start = record.end + (newline?.length ?? 0);
    }
    this.#carry = text.slice(start);
    return found;
  }

  #scan(
    cursor: TextCursor,
    start: number,
    firstLineEnd: number,
    isFinal: boolean,
  ): ScannedRecord | null {
    const farthest = cursor.quote(start) < firstLineEnd ? cursor.end : firstLineEnd;
    const limit = recordLimit(cursor.text, start, farthest, this.#maxRecordBytes);
    return scanRecord(cursor, start, this.#dialect, { isFinal, limit });
  }

  /** Describes a malformed record; tells where to go on. */
  #setAside(
    found: SplitText,
    text: string,
    start: number,
    { end, faultAt }: ScannedRecord,
    fault: RecordFault,
  ): number {
    const record = malformedRecord({
      recordNumber: this.#recordNumber,
      lineNumber: this.#lineNumber,
      code: fault,
      message: faultMessage(fault, {
        lineNumber: this.#lineNumber + countNewlines(text.slice(start, faultAt)),
        maxRecordBytes: this.#maxRecordBytes,
      }),
      text: text.slice(start, end),
    });
    found.malformed.push(record);
    this.#recordNumber += 1;
    this.#lineNumber += record.lineCount;
    if (fault === 'RECORD_TOO_LARGE') {
      // The rest of its last line has not been seen yet, and may be long.
      this.#lineNumber -= 1;
      this.#isSkippingLine = true;
    }
    return end + (newlineAt(text, end)?.length ?? 0);
  }

  /** Drops what is left of the line of a record that is too large; tells where to go on. */
  #skipLine(cursor: TextCursor, start: number): number {
    const lineEnd = cursor.lineEnd(start);
    const newline = lineEnd < cursor.end ? newlineAt(cursor.text, lineEnd) : null;
    if (newline === null) return cursor.end;
    this.#isSkippingLine = false;
    this.#lineNumber += 1;
    return lineEnd + newline.length;
  }
}
