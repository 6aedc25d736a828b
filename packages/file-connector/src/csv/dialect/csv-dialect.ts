import { WdhError } from '@wdh/pipeline-core';
import type { NewlineRule } from './newline.js';

/** The dialect of a CSV file that differs from RFC 4180. */
export interface CsvDialectOptions {
  /** The character between two fields. Default `,`. */
  readonly delimiter?: string | undefined;
  /** The character around a quoted field; null for a file without quoting. Default `"`. */
  readonly quote?: string | null | undefined;
  /**
   * The character that escapes a quote, or itself, inside a quoted field. Before any other
   * character, and outside quotes, it is data, as in PostgreSQL's COPY. Default: the quote is
   * doubled.
   */
  readonly escape?: string | undefined;
  /** The prefix of a comment line, such as `#`. Default: no comments. */
  readonly comment?: string | undefined;
  /** The newline that ends a line; other newlines are then data. Default `any`, also mixed. */
  readonly newline?: NewlineRule | undefined;
}

/** The characters that give a CSV text its structure. */
export interface CsvDialect {
  readonly delimiter: string;
  readonly quote: string | null;
  /** Null where the quote is doubled. */
  readonly escape: string | null;
  readonly comment: string | null;
  readonly newline: NewlineRule;
}

/** The dialect of RFC 4180: commas, double quotes, a quote inside quotes doubled. */
export const rfc4180: CsvDialect = Object.freeze({
  delimiter: ',',
  quote: '"',
  escape: null,
  comment: null,
  newline: 'any',
});

const newlineRules: readonly string[] = ['any', '\n', '\r\n', '\r'] satisfies NewlineRule[];

/**
 * Completes the options of a dialect.
 *
 * @throws WdhError `INVALID_OPTION` (usage) when two of the characters are ambiguous.
 */
export function completeDialect(options: CsvDialectOptions): CsvDialect {
  const { delimiter = ',', quote = '"', comment = null, newline = 'any' } = options;
  const escape = options.escape === quote ? null : (options.escape ?? null);
  expectCharacter('delimiter', delimiter);
  if (quote !== null) expectCharacter('quote', quote);
  if (escape !== null) expectCharacter('escape', escape);
  if (escape !== null && quote === null) throw invalid('escape needs a quote');
  const characters = [delimiter, quote, escape].filter((character) => character !== null);
  if (new Set(characters).size < characters.length) {
    throw invalid('delimiter, quote and escape must differ');
  }
  if (comment !== null && (comment === '' || /[\r\n]/.test(comment))) {
    throw invalid('comment must be a string without newlines');
  }
  if (comment !== null && characters.some((character) => comment.startsWith(character))) {
    throw invalid('comment must not begin with delimiter, quote or escape');
  }
  if (!newlineRules.includes(newline)) throw invalid('newline must be any, \\n, \\r\\n or \\r');
  return { delimiter, quote, escape, comment, newline };
}

function expectCharacter(name: string, character: string): void {
  if (character.length !== 1 || /[\r\n\0\uFEFF\p{Surrogate}]/u.test(character)) {
    throw invalid(`${name} must be one character, and neither a newline nor NUL`);
  }
}

function invalid(problem: string): WdhError {
  return new WdhError(`The CSV dialect is invalid: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
