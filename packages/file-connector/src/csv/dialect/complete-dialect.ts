import { blanksBeside } from './blanks.js';
import type { CsvDialect, CsvDialectOptions } from './csv-dialect.js';
import { expectDialect } from './expect-dialect.js';

/**
 * Completes the options of a dialect.
 *
 * @throws WdhError `INVALID_OPTION` (usage) when two of the characters are ambiguous.
 */
export function completeDialect(options: CsvDialectOptions): CsvDialect {
  expectDialect(options);
  const { delimiter = ',', quote = '"', escapes = null, recordSeparator } = options;
  const escape = options.escape === quote ? null : (options.escape ?? null);
  const newline = recordSeparator ?? options.newline ?? 'any';
  return {
    delimiter,
    quote,
    escape: escapes === null ? escape : '\\',
    escapes,
    comment: options.comment ?? null,
    indentedComments: options.indentedComments ?? false,
    newline,
    blanks: options.trimBlanks === true ? blanksBeside([delimiter, newline]) : '',
    endMarker: options.endMarker ?? null,
  };
}
