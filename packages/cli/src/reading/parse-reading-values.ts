import { InvalidArgumentError } from 'commander';

const words: Readonly<Record<string, string>> = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  space: ' ',
};

const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r' };

/** Reads a text that separates fields or records: characters, escapes, or the name of a character. */
export function parseSeparator(text: string): string {
  const word = words[text.toLowerCase()];
  if (word !== undefined) return word;
  const separator = text.replace(/\\(?:([tnr])|x([\da-f]{2}))/gi, (_, letter?: string, hex = '') =>
    letter === undefined
      ? String.fromCharCode(Number.parseInt(String(hex), 16))
      : (escapes[letter.toLowerCase()] ?? ''),
  );
  if (separator === '' || separator.includes('\0')) {
    throw new InvalidArgumentError(
      'Expected characters, such as ; or || or \\x1e, or a word: tab, comma, semicolon, pipe, space.',
    );
  }
  return separator;
}

const shownControl: Readonly<Record<string, string>> = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };
const hexOf = (control: string): string =>
  `\\x${control.charCodeAt(0).toString(16).padStart(2, '0')}`;

/** Writes control characters as {@link parseSeparator} reads them. */
export const showControls = (text: string): string =>
  text.replace(/\p{Cc}/gu, (control) => shownControl[control] ?? hexOf(control));

/** Writes a character of a dialect as the options read it. */
export function showMark(mark: string | null): string {
  if (mark === null) return 'none';
  const word = Object.keys(words).find((name) => words[name] === mark);
  return word ?? showControls(mark);
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
