/** Encodings that store every text unchanged: the server converts nothing. */
const unlimited = 'UTF8 SQL_ASCII'.split(' ');

/** Single-byte encodings: PostgreSQL's name and the label for `TextDecoder`. */
const labels: ReadonlyMap<string, string> = new Map(
  `
  LATIN2 iso-8859-2
  LATIN3 iso-8859-3
  LATIN4 iso-8859-4
  LATIN6 iso-8859-10
  LATIN7 iso-8859-13
  LATIN8 iso-8859-14
  LATIN9 iso-8859-15
  ISO_8859_5 iso-8859-5
  ISO_8859_6 iso-8859-6
  ISO_8859_7 iso-8859-7
  ISO_8859_8 iso-8859-8
  KOI8R koi8-r
  KOI8U koi8-u
  WIN866 ibm866
  WIN874 windows-874
  WIN1250 windows-1250
  WIN1251 windows-1251
  WIN1253 windows-1253
  WIN1254 windows-1254
  WIN1255 windows-1255
  WIN1256 windows-1256
  WIN1257 windows-1257
  WIN1258 windows-1258
  `
    .trim()
    .split('\n')
    .map((line) => line.trim().split(' ') as [string, string]),
);

/** Some versions of Node.js decode windows-1252 as Latin-1. */
const windows1252 = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';

const beyondAscii = /[^\x00-\x7f]/gu;

/** The characters that a database encoding can store. */
export interface DatabaseEncoding {
  /**
   * The non-ASCII characters that it has, or `all`. Null if this package does not know the encoding:
   * then only the server knows.
   */
  readonly characters: ReadonlySet<string> | 'all' | null;
}

/** Returns the encoding that `getdatabaseencoding()` names. */
export function databaseEncoding(name: string): DatabaseEncoding {
  if (unlimited.includes(name)) return { characters: 'all' };
  if (name === 'LATIN1') return { characters: new Set(codePoints(0x80, 0xff)) };
  if (name === 'WIN1252')
    return { characters: new Set([...Array.from(windows1252), ...codePoints(0xa0, 0xff)]) };
  const label = labels.get(name);
  return { characters: label === undefined ? null : charactersOf(label) };
}

/** Whether the database can store every character of a text. True if its characters are not known. */
export function hasAllCharacters(text: string, { characters }: DatabaseEncoding): boolean {
  if (characters === 'all' || characters === null) return true;
  return (text.match(beyondAscii) ?? []).every((character) => characters.has(character));
}

/** Replaces characters that the database cannot store, or may not be able to, with JSON escapes. */
export function escapeCharacters(text: string, { characters }: DatabaseEncoding): string {
  if (characters === 'all') return text;
  return text.replace(beyondAscii, (character) =>
    characters?.has(character) === true ? character : escaped(character),
  );
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => String.raw`\u${unit.toString(16).padStart(4, '0')}`).join('');
}

/**
 * Bytes without a character decode to U+FFFD or to control characters; the server supports those of
 * ISO 8859.
 */
function charactersOf(label: string): ReadonlySet<string> {
  const bytes = Uint8Array.from({ length: 0x80 }, (_, index) => 0x80 + index);
  const found = new Set(new TextDecoder(label).decode(bytes));
  found.delete('\ufffd');
  for (const control of codePoints(0x80, 0x9f)) {
    if (label.startsWith('iso')) found.add(control);
    else found.delete(control);
  }
  return found;
}

function codePoints(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => String.fromCodePoint(from + index));
}
