import { RecordLimit } from '../../records/record-limit.js';
import type { LineKind, ReadTally } from '../../tally/read-tally.js';
import { afterBlanks } from '../dialect/blanks.js';
import { type CsvDialect, isOfSingleCharacters } from '../dialect/csv-dialect.js';
import { countLines, countNewlines, halfNewlineLength, newlineAt } from '../dialect/newline.js';
import { readFields } from '../fields/read-fields.js';
import { faultMessage } from './fault-message.js';
import { LineRules } from './line-rules.js';
import { malformedRecord } from './malformed-record.js';
import { PlainReader } from './plain/plain-reader.js';
import type { PlainRun } from './plain/plain-run.js';
import type { RecordSplitterOptions } from './record-splitter-options.js';
import { type RecordScanner, recordScanner, scanAfterEnd } from './scan/record-scanner.js';
import type { RecordFault, ScanBounds, ScannedRecord } from './scan/scan-record.js';
import { TextCursor } from './scan/text-cursor.js';
import { SplitText } from './split-text.js';
import { areStrayQuotesText } from './stray-quotes.js';
import { UnfinishedText } from './unfinished-text.js';

const byteOrderMark = 0xfeff;
/** Longer records are not for the parser, which is slow for many doubled quotes. */
const longRecord = 256 * 1024;

/**
 * Finds the records, and the physical lines of each, in text that arrives in arbitrary pieces.
 *
 * Every line belongs to exactly one record, or is blank, a comment or skipped. Records with
 * well-formed quotes are returned as one block for the parser, the others as malformed records. Plain
 * records are returned as runs instead. The header has number 0, or its last row, those above it less.
 */
export class RecordSplitter {
  readonly #options: RecordSplitterOptions;
  readonly #dialect: CsvDialect;
  readonly #tally: ReadTally;
  readonly #unfinished: UnfinishedText;
  readonly #lineRules: LineRules;
  readonly #plain: PlainReader;
  #scan: RecordScanner;
  /** Whether a blank line is a record: an empty cell. */
  #hasOneColumn: boolean;
  #recordNumber: number;
  /** Whether a byte order mark precedes the next record. */
  #isMarked = false;
  /** The kind of the current line, whose rest is to be skipped. */
  #dropping: LineKind | null = null;

  constructor(options: RecordSplitterOptions, tally: ReadTally) {
    this.#options = options;
    this.#dialect = options.dialect;
    this.#tally = tally;
    this.#unfinished = new UnfinishedText(options.maxRecordBytes);
    this.#hasOneColumn = !options.hasHeader && options.columns?.length === 1;
    this.#recordNumber = options.hasHeader ? 1 - (options.layout?.headerRows ?? 1) : 1;
    this.#lineRules = new LineRules(options.dialect, options.skipLines);
    this.#plain = new PlainReader(options, this.#lineRules);
    if (!options.hasHeader) this.#plain.expectCells(options.columns?.length ?? 0);
    this.#scan = recordScanner(options.dialect);
  }

  /** Splits the next piece; an incomplete record at its end waits for the next piece, unless `isFinal`. */
  split(piece: string, isFinal: boolean): SplitText {
    const text = this.#unfinished.add(piece, isFinal);
    if (text === null) return new SplitText('', this.#dialect.newline);
    // A carriage return at the end may be half a newline.
    const end = text.length - (isFinal ? 0 : halfNewlineLength(text, this.#dialect.newline));
    const cursor = new TextCursor(text, end, this.#dialect);
    const limit = new RecordLimit(text, end, this.#options.maxRecordBytes);
    const found = new SplitText(text, this.#dialect.newline);
    this.#plain.begin(text, end);
    let start = 0;
    while (start < end) {
      const plain = this.#plainFrom(start);
      if (plain !== null && found.addPlain(plain, this.#plain.isJudged)) {
        this.#countLines('recordLines', plain.count);
        this.#recordNumber += plain.count;
        start = plain.end;
        continue;
      }
      if (this.#dropping === null && text.charCodeAt(start) === byteOrderMark) {
        if (start + 1 === end && !isFinal) break;
        start += 1;
        this.#tally.byteOrderMarks += 1;
        this.#isMarked = true;
        if (start === end) this.#countLines('blankLines', 1);
        continue;
      }
      const dropping = this.#dropping ?? this.#dropFrom(cursor, start, isFinal);
      if (dropping === 'undecided') break;
      if (dropping !== null) {
        start = this.#dropLine(cursor, start, dropping, isFinal);
        continue;
      }
      const firstLineEnd = cursor.lineEnd(start);
      limit.begin(start);
      const record = this.#scan(cursor, start, this.#dialect, { isFinal, limit });
      if (record === null) break;
      const isToBeRepaired = this.#isToBeRepaired(cursor, start, record, { isFinal, limit });
      if (isToBeRepaired === null) break;
      if (record.fault !== null && !isToBeRepaired) {
        start = this.#setAside(found, text, start, record, record.fault);
        continue;
      }
      const newline = newlineAt(text, record.end, this.#dialect.newline);
      const lineCount =
        record.end > firstLineEnd ? countLines(text, start, record.end, this.#dialect.newline) : 1;
      if (this.#hasOneColumn || !this.#isBlank(text, start, record.end)) {
        this.#add(found, cursor, start, record, newline);
        if (this.#isMarked) found.markLast();
        this.#countLines(this.#recordKind, lineCount);
        this.#recordNumber += 1;
        if (this.#recordNumber === 1) {
          this.#lineRules.skip(this.#options.layout?.skipAfterHeader ?? 0);
        }
      } else {
        this.#countLines('blankLines', 1);
      }
      this.#isMarked = false;
      start = record.end + (newline?.length ?? 0);
    }
    this.#unfinished.keep(text.slice(start));
    if (isFinal && this.#dropping !== null) this.#countLines(this.#dropping, 1);
    return found;
  }

  /** Returns the plain records from `start` on; null without one. */
  #plainFrom(start: number): PlainRun | null {
    if (this.#isMarked || this.#dropping !== null) return null;
    return this.#plain.next(start, this.#recordNumber, this.#lineNumber);
  }

  get #lineNumber(): number {
    return this.#tally.lines + 1;
  }

  get #recordKind(): LineKind {
    return this.#recordNumber <= 0 ? 'headerLines' : 'recordLines';
  }

  #countLines(kind: LineKind, count: number): void {
    this.#tally.lines += count;
    this.#tally.addLines(kind, count);
  }

  #isBlank(text: string, start: number, end: number): boolean {
    return end === start || afterBlanks(text, start, end, this.#dialect) === end;
  }

  /** Null where more text is needed. */
  #isToBeRepaired(
    { text, end: textEnd }: TextCursor,
    start: number,
    { end, fault, isRepairable }: ScannedRecord,
    bounds: ScanBounds,
  ): boolean | null {
    const isLenient = this.#options.policy === 'lenient' && this.#recordNumber > 0;
    if (fault === null || !isRepairable || !isLenient) return false;
    return areStrayQuotesText(text, { start, end, textEnd, ...bounds }, this.#dialect);
  }

  #add(
    found: SplitText,
    cursor: TextCursor,
    start: number,
    { end, fault }: ScannedRecord,
    newline: string | null,
  ): void {
    if (this.#recordNumber === 0) {
      const header = readFields(cursor.text.slice(start, end), this.#dialect);
      this.#hasOneColumn = header.length === 1;
      this.#plain.expectCells(header.length);
    }
    if (fault === null && this.#isForParser(cursor, start, end)) {
      found.add(this.#recordNumber, this.#lineNumber, start, end, newline);
      return;
    }
    const text = cursor.text.slice(start, end);
    found.addWithCells({
      recordNumber: this.#recordNumber,
      lineNumber: this.#lineNumber,
      start,
      end,
      cells: readFields(text, this.#dialect).map(({ value }) => value),
      isRepaired: fault !== null,
    });
  }

  /** Slicing every record would take a tenth of the reading time. */
  #isForParser({ text }: TextCursor, start: number, end: number): boolean {
    const { escape } = this.#dialect;
    // The reader of this project reads any record.
    if (!isOfSingleCharacters(this.#dialect)) return true;
    return escape === null ? end - start < longRecord : !text.slice(start, end).includes(escape);
  }

  /** Describes a malformed record; returns where to continue. */
  #setAside(
    found: SplitText,
    text: string,
    start: number,
    { end, faultAt }: ScannedRecord,
    fault: RecordFault,
  ): number {
    const { newline } = this.#dialect;
    const lineCount = countLines(text, start, end, newline);
    const record = malformedRecord({
      recordNumber: this.#recordNumber,
      lineNumber: this.#lineNumber,
      code: fault,
      message: faultMessage(fault, {
        lineNumber: this.#lineNumber + countNewlines(text.slice(start, faultAt), newline),
        maxRecordBytes: this.#options.maxRecordBytes,
      }),
      text: text.slice(start, end),
      lineCount,
    });
    found.malformed.push(record);
    const kind = this.#recordKind;
    this.#isMarked = false;
    this.#recordNumber += 1;
    if (fault === 'RECORD_TOO_LARGE') {
      // The rest of its last line was not read yet, and may be long.
      this.#dropping = kind;
      this.#countLines(kind, lineCount - 1);
      return end;
    }
    this.#countLines(kind, lineCount);
    return end + (newlineAt(text, end, newline)?.length ?? 0);
  }

  /** Returns the kind of the line that begins at `start`, if it is to be skipped. */
  #dropFrom(cursor: TextCursor, start: number, isFinal: boolean): LineKind | 'undecided' | null {
    const line = this.#lineRules.at(cursor, start, isFinal);
    if (line === null) return 'undecided';
    if (line.isEnd) {
      this.#scan = scanAfterEnd;
      this.#hasOneColumn = false;
    }
    return line.kind;
  }

  /** Skips the line, or the available part of it; returns where to continue. */
  #dropLine(cursor: TextCursor, start: number, kind: LineKind, isFinal: boolean): number {
    const { newline: rule } = this.#dialect;
    const lineEnd = cursor.lineEnd(start);
    const newline = lineEnd < cursor.end ? newlineAt(cursor.text, lineEnd, rule) : null;
    this.#dropping = newline === null && !isFinal ? kind : null;
    if (this.#dropping === null) this.#countLines(kind, 1);
    return lineEnd + (newline?.length ?? 0);
  }
}
