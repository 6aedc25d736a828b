import type { LineKind } from '../../tally/read-tally.js';
import { afterBlanks } from '../dialect/blanks.js';
import type { CsvDialect } from '../dialect/csv-dialect.js';
import { newlineAt } from '../dialect/newline.js';
import type { TextCursor } from './scan/text-cursor.js';

/** Blanks before the prefix of a comment, at most; with more of them the line is a record. */
const longestIndent = 1000;
const anyBlank = { blanks: ' \t' };
const byteOrderMark = '\uFEFF';

/** What the start of a line decides. */
export interface LineStart {
  /** The kind of a line that is not a record; null where a record begins. */
  readonly kind: LineKind | null;
  /** Whether the line ends the data. */
  readonly isEnd: boolean;
}

const ofRecord: LineStart = { kind: null, isEnd: false };
const skipped: LineStart = { kind: 'skippedLines', isEnd: false };
const comment: LineStart = { kind: 'commentLines', isEnd: false };
const endOfData: LineStart = { kind: 'skippedLines', isEnd: true };

/** Decides which lines are not records: those to skip, comments, and the marker of the end. */
export class LineRules {
  readonly #dialect: CsvDialect;
  readonly #isSimple: boolean;
  /** The characters with which a line may begin that is not a record, or not only one. */
  readonly otherStarts: readonly number[];
  #linesToSkip: number;
  #isEnded = false;

  constructor(dialect: CsvDialect, skipLines: number) {
    this.#dialect = dialect;
    this.#isSimple = dialect.comment === null && dialect.endMarker === null;
    this.#linesToSkip = skipLines;
    const { comment, endMarker, indentedComments } = dialect;
    const starts = [byteOrderMark, comment, endMarker, ...(indentedComments ? [' ', '\t'] : [])];
    this.otherStarts = starts.flatMap((start) => (start === null ? [] : [start.charCodeAt(0)]));
  }

  /** Whether the next lines are records, unless they begin with one of `otherStarts`. */
  get areRecords(): boolean {
    return this.#linesToSkip === 0 && !this.#isEnded;
  }

  /** Skips the next lines. */
  skip(count: number): void {
    this.#linesToSkip += count;
  }

  /** Decides about the line that begins at `start`; null where more text is needed. */
  at(cursor: TextCursor, start: number, isFinal: boolean): LineStart | null {
    if (this.#linesToSkip > 0) {
      this.#linesToSkip -= 1;
      return skipped;
    }
    if (this.#isSimple || this.#isEnded) return ofRecord;
    const isComment = this.#startsComment(cursor.text, start, isFinal);
    if (isComment !== false) return isComment === null ? null : comment;
    const isEnd = this.#isEndMarker(cursor, start, isFinal);
    if (isEnd === true) this.#isEnded = true;
    return isEnd === null ? null : isEnd ? endOfData : ofRecord;
  }

  #startsComment(text: string, start: number, isFinal: boolean): boolean | null {
    const { comment: prefix, indentedComments } = this.#dialect;
    if (prefix === null) return false;
    const limit = Math.min(text.length, start + longestIndent);
    const from = indentedComments ? afterBlanks(text, start, limit, anyBlank) : start;
    if (text.startsWith(prefix, from)) return true;
    return !isFinal && mayBegin(prefix, text.slice(from, from + prefix.length)) ? null : false;
  }

  #isEndMarker({ text, end }: TextCursor, start: number, isFinal: boolean): boolean | null {
    const { endMarker, newline } = this.#dialect;
    if (endMarker === null) return false;
    if (!text.startsWith(endMarker, start)) {
      const available = text.slice(start, start + endMarker.length);
      return !isFinal && mayBegin(endMarker, available) ? null : false;
    }
    const behind = start + endMarker.length;
    if (behind >= end) return isFinal ? true : null;
    return newlineAt(text, behind, newline) !== null;
  }
}

/** Returns whether the available text is shorter than a text and may become it. */
function mayBegin(whole: string, available: string): boolean {
  return available.length < whole.length && whole.startsWith(available);
}
