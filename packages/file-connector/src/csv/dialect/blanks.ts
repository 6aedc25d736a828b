import type { CsvDialect } from './csv-dialect.js';

/** The characters that `trimBlanks` drops around a field. Other white space is data. */
const allBlanks = [' ', '\t'];

/** Returns the characters to drop around fields: those that delimiter and separator do not contain. */
export function blanksBeside(separators: readonly string[]): string {
  return allBlanks
    .filter((blank) => !separators.some((separator) => separator.includes(blank)))
    .join('');
}

/** Returns the index of the first character from `from` on that is not a blank, at most `limit`. */
export function afterBlanks(
  text: string,
  from: number,
  limit: number,
  { blanks }: Pick<CsvDialect, 'blanks'>,
): number {
  let index = from;
  while (index < limit && blanks.includes(text.charAt(index))) index += 1;
  return index;
}

/** Returns the index behind the last character before `from` that is not a blank, at least `limit`. */
export function beforeBlanks(
  text: string,
  from: number,
  limit: number,
  { blanks }: Pick<CsvDialect, 'blanks'>,
): number {
  let index = from;
  while (index > limit && blanks.includes(text.charAt(index - 1))) index -= 1;
  return index;
}
