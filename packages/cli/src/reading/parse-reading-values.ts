import { InvalidArgumentError } from 'commander';

const words: Readonly<Record<string, string>> = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

/** Reads a delimiter: a character, or the name of one that a shell makes hard to type. */
export function parseDelimiter(text: string): string {
  const character = words[text.toLowerCase()] ?? (text === '\\t' ? '\t' : text);
  if (Array.from(character).length !== 1 || /[\r\n\0]/.test(character)) {
    throw new InvalidArgumentError(
      'Expected one character, or a word: tab, comma, semicolon, pipe, space.',
    );
  }
  return character;
}

/** Writes a character of a dialect as the options read it. */
export function showMark(mark: string | null): string {
  if (mark === null) return 'none';
  return Object.keys(words).find((word) => words[word] === mark) ?? mark;
}

/** Reads a character that a dialect may lack: `none` is null. */
export function parseMark(text: string): string | null {
  if (text.toLowerCase() === 'none') return null;
  if (Array.from(text).length !== 1)
    throw new InvalidArgumentError('Expected one character, or none.');
  return text;
}

/** Reads a number of lines. */
export function parseLines(text: string): number {
  const count = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(count)) {
    throw new InvalidArgumentError('Expected a number of lines, such as 2.');
  }
  return count;
}

/** Adds a text to those given so far. */
export const addText = (text: string, given: readonly string[] = []): readonly string[] => [
  ...given,
  text,
];
