import { WdhError } from '@wdh/pipeline-core';
import type { CsvDialectOptions } from './csv-dialect.js';
import type { NewlineRule } from './newline.js';

const newlineRules: readonly unknown[] = ['any', '\n', '\r\n', '\r'] satisfies NewlineRule[];
const longestSeparator = 16;
/** Half a surrogate pair is a byte that does not decode. */
const unusable = /[\0\uFEFF\p{Surrogate}]/u;

/** @throws WdhError `INVALID_OPTION` (usage) where the options of a dialect are ambiguous. */
export function expectDialect(options: CsvDialectOptions): void {
  const { delimiter = ',', quote = '"', escape, comment, newline = 'any' } = options;
  const { escapes, recordSeparator, trimBlanks = false, endMarker } = options;
  expectText('delimiter', delimiter);
  if (quote !== null) expectCharacter('quote', quote);
  if (escape !== undefined) expectCharacter('escape', escape);
  if (recordSeparator !== undefined) expectText('recordSeparator', recordSeparator, true);
  if (escapes !== undefined) expectEscapes(options);
  if (escape !== undefined && quote === null) throw invalid('escape needs a quote');
  if (delimiter === quote || escape === delimiter) {
    throw invalid('delimiter, quote and escape must differ');
  }
  const separators = { delimiter, ...(recordSeparator === undefined ? {} : { recordSeparator }) };
  for (const [name, separator] of Object.entries(separators)) {
    const contained = [quote, escape].find(
      (one) => typeof one === 'string' && separator.includes(one),
    );
    if (contained !== undefined) throw invalid(`${name} must not contain quote or escape`);
  }
  if (recordSeparator !== undefined) expectDistinct(delimiter, recordSeparator, newline);
  expectLine('comment', comment, options);
  expectLine('endMarker', endMarker, options);
  if (options.indentedComments === true && comment === undefined) {
    throw invalid('indentedComments needs comment');
  }
  if (!newlineRules.includes(newline)) throw invalid('newline must be any, \\n, \\r\\n or \\r');
  if (typeof trimBlanks !== 'boolean') throw invalid('trimBlanks must be true or false');
}

function expectEscapes({ escapes, escape, quote = '"', ...others }: CsvDialectOptions): void {
  if (escapes !== 'mysql' && escapes !== 'postgres') {
    throw invalid('escapes must be mysql or postgres');
  }
  if (escape !== undefined) throw invalid('escape cannot be combined with escapes');
  if (escapes === 'postgres' && quote !== null) {
    throw invalid('escapes: postgres needs quote: null, as the format text has no quotes');
  }
  if (others.trimBlanks === true) {
    throw invalid('trimBlanks cannot be combined with escapes, as a blank may be escaped');
  }
  for (const name of ['delimiter', 'recordSeparator'] as const) {
    if (/[\p{L}\p{N}.\\]/u.test(others[name] ?? '')) {
      throw invalid(`${name} must not contain letters, digits, dots or backslashes with escapes`);
    }
  }
  if (quote === '\\' || (quote !== null && /[\p{L}\p{N}]/u.test(quote))) {
    throw invalid('quote must not be a letter, digit or backslash with escapes');
  }
}

/** A text that can be read as a part of both would make the end of a record ambiguous. */
function expectDistinct(delimiter: string, separator: string, newline: unknown): void {
  if (newline !== 'any') {
    throw invalid('newline cannot be combined with recordSeparator, as newlines are then data');
  }
  if (/^[\p{L}\p{N}]+$/u.test(separator)) {
    throw invalid('recordSeparator must contain another character than letters and digits');
  }
  if (delimiter.includes(separator)) throw invalid('delimiter must not contain recordSeparator');
  for (let length = 1; length < delimiter.length; length += 1) {
    if (separator.startsWith(delimiter.slice(-length))) {
      throw invalid('recordSeparator must not begin with the end of delimiter');
    }
  }
}

function expectLine(name: string, text: string | undefined, options: CsvDialectOptions): void {
  if (text === undefined) return;
  const { delimiter = ',', quote = '"', escape, recordSeparator = '\n' } = options;
  if (typeof text !== 'string' || text === '' || /[\r\n]/.test(text)) {
    throw invalid(`${name} must be a string without newlines`);
  }
  // An escape has a meaning only inside quotes.
  const structure = [delimiter, quote, name === 'endMarker' ? null : escape, recordSeparator];
  if (structure.some((part) => typeof part === 'string' && text.startsWith(part))) {
    throw invalid(`${name} must not begin with delimiter, quote, escape or recordSeparator`);
  }
  if (text.includes(recordSeparator)) throw invalid(`${name} must not contain recordSeparator`);
}

function expectCharacter(name: string, character: string): void {
  const isOne = typeof character === 'string' && character.length === 1;
  if (!isOne || unusable.test(character) || /[\r\n]/.test(character)) {
    throw invalid(`${name} must be one character, and neither a newline nor NUL`);
  }
}

function expectText(name: string, text: string, mayHaveNewlines = false): void {
  const isText = typeof text === 'string' && text !== '' && text.length <= longestSeparator;
  if (!isText || unusable.test(text) || (!mayHaveNewlines && /[\r\n]/.test(text))) {
    const newlines = mayHaveNewlines ? '' : 'newlines, ';
    throw invalid(
      `${name} must be 1 to ${longestSeparator} characters, without ${newlines}NUL and byte order marks`,
    );
  }
}

function invalid(problem: string): WdhError {
  return new WdhError(`The CSV dialect is invalid: ${problem}.`, {
    code: 'INVALID_OPTION',
    category: 'usage',
  });
}
