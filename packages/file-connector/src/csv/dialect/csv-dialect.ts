import { hasNewlines, type LineRule, type NewlineRule } from './newline.js';

/** The program whose backslash escapes a file has. */
export type EscapeRule = 'mysql' | 'postgres';

/** The dialect of a CSV file that differs from RFC 4180. */
export interface CsvDialectOptions {
  /** The text between two fields, of one or more characters such as `||`. Default `,`. */
  readonly delimiter?: string | undefined;
  /** The character around a quoted field; null for a file without quoting. Default `"`. */
  readonly quote?: string | null | undefined;
  /**
   * The character that escapes a quote, or itself, inside a quoted field. Before any other
   * character, and outside quotes, it is data, as in PostgreSQL's COPY. Default: the quote is
   * doubled.
   */
  readonly escape?: string | undefined;
  /**
   * Backslash escapes in every field, as MySQL's `INTO OUTFILE` or PostgreSQL's `COPY` in the
   * format text writes them: `\t`, `\n`, `\\` and a backslash before a delimiter or newline that is
   * data. `nullValues` are compared with the text of the file, so `\N` is null and `\\N` is not;
   * for MySQL, those without a backslash are compared with the cell.
   * Default: a backslash is data.
   */
  readonly escapes?: EscapeRule | undefined;
  /** The prefix of a comment line, such as `#`. Default: no comments. */
  readonly comment?: string | undefined;
  /** Whether spaces and tabs may precede the prefix of a comment, up to 1,000. Default false. */
  readonly indentedComments?: boolean | undefined;
  /** The newline that ends a line; other newlines are then data. Default `any`, also mixed. */
  readonly newline?: NewlineRule | undefined;
  /**
   * The text that ends a record instead of a newline, such as `\x1e` or `|\n`. A line is then the
   * text up to it, in counts and line numbers too, and newlines are data. Default: `newline`.
   */
  readonly recordSeparator?: string | undefined;
  /**
   * Whether spaces and tabs around a field, also around its quotes, are dropped: `a, "b" ,c`. Those
   * inside quotes are data. A line of blanks is a blank line. Default false.
   */
  readonly trimBlanks?: boolean | undefined;
  /**
   * The line that ends the data, such as `\.`. It counts as skipped; each line after it that is not
   * blank is rejected. Default: the data end with the file.
   */
  readonly endMarker?: string | undefined;
}

/** The characters that give a CSV text its structure. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string | null;
  /** Null where the quote is doubled. A backslash where the dialect has `escapes`. */
  readonly escape: string | null;
  readonly escapes: EscapeRule | null;
  readonly comment: string | null;
  readonly indentedComments: boolean;
  /** What ends a line; the record separator, if the dialect has one. */
  readonly newline: LineRule;
  /** The characters dropped around fields; empty where none are. */
  readonly blanks: string;
  readonly endMarker: string | null;
}

/** The dialect of RFC 4180: commas, double quotes, a quote inside quotes doubled. */
export const rfc4180: CsvDialect = Object.freeze({
  delimiter: ',',
  quote: '"',
  escape: null,
  escapes: null,
  comment: null,
  indentedComments: false,
  newline: 'any',
  blanks: '',
  endMarker: null,
});

/** Returns whether papaparse reads the dialect: no part of it has several characters or a backslash. */
export function isOfSingleCharacters({ delimiter, newline, blanks, escapes }: CsvDialect): boolean {
  return delimiter.length === 1 && hasNewlines(newline) && blanks === '' && escapes === null;
}

/** Returns the number of characters by which the end of a quoted field is recognized. */
export function longestEdge({ delimiter, newline }: CsvDialect): number {
  return Math.max(delimiter.length, newline === 'any' ? 1 : newline.length);
}
