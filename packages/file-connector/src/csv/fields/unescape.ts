import { Utf8Decoder } from '../../encoding/utf8-decoder.js';
import type { EscapeRule } from '../dialect/csv-dialect.js';
import { JoinedParts } from './joined-parts.js';
import { NextIndex } from './next-index.js';

/** The characters that one escape, or a run of escaped bytes, means, and the index behind it. */
interface Unescaped {
  readonly value: string;
  readonly end: number;
}

interface Escapes {
  /** Reads the escape whose backslash is at `at`. */
  readonly read: (text: string, at: number) => Unescaped;
  /** Occurs in a text with escaped NUL characters or bytes. */
  readonly bytes: RegExp;
}

const octal = /[0-7]{1,3}/y;
const hexadecimal = /x([\dA-Fa-f]{1,2})/y;

/** The rules of https://dev.mysql.com/doc/refman/8.4/en/load-data.html. */
const mysql: Escapes = {
  read: characterReader({ 0: '\0', b: '\b', n: '\n', r: '\r', t: '\t', Z: '\x1a' }),
  bytes: /\\0/,
};

const postgresCharacter = characterReader({
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
});

/** The rules of https://www.postgresql.org/docs/current/sql-copy.html, bytes in UTF-8. */
const postgres: Escapes = {
  read: (text, at) => {
    if (byteAt(text, at) === null) return postgresCharacter(text, at);
    const bytes: number[] = [];
    let end = at;
    for (let next = byteAt(text, end); next !== null; next = byteAt(text, end)) {
      bytes.push(next.byte);
      end = next.end;
    }
    return { value: decoded(bytes), end };
  },
  bytes: /\\[0-7x]/,
};

const rules: Readonly<Record<EscapeRule, Escapes>> = { mysql, postgres };

/** Returns whether the escapes of a text may mean NUL characters, or bytes that do not decode. */
export function mayEscapeBytes(text: string, rule: EscapeRule): boolean {
  return rules[rule].bytes.test(text);
}

/** Replaces the escapes of a field, and the doubled quotes of a quoted one. */
export function unescape(text: string, rule: EscapeRule, quote: string | null): string {
  const { read } = rules[rule];
  const backslashes = new NextIndex(text, '\\');
  const quotes = new NextIndex(text, quote);
  let value: JoinedParts | null = null;
  let copied = 0;
  for (;;) {
    const at = Math.min(backslashes.from(copied), quotes.from(copied));
    if (at === text.length) break;
    value ??= new JoinedParts();
    value.add(text.slice(copied, at));
    const isQuote = text[at] === quote;
    const found = isQuote ? { value: text.charAt(at), end: at + 2 } : read(text, at);
    value.add(found.value);
    copied = found.end;
  }
  if (value === null) return text;
  value.add(text.slice(copied));
  return value.join();
}

/** Any other character means itself. */
function characterReader(
  characters: Readonly<Record<string, string>>,
): (text: string, at: number) => Unescaped {
  const known = new Map(Object.entries(characters));
  return (text, at) => {
    const character = text.charAt(at + 1);
    return { value: known.get(character) ?? character, end: at + 2 };
  };
}

/** Reads a byte such as `\303` or `\xC3`; null where the escape is of another kind. */
function byteAt(text: string, at: number): { readonly byte: number; readonly end: number } | null {
  if (text[at] !== '\\') return null;
  octal.lastIndex = at + 1;
  const digits = octal.exec(text)?.[0];
  // As in PostgreSQL, the ninth bit is dropped.
  if (digits !== undefined) {
    return { byte: Number.parseInt(digits, 8) & 0xff, end: at + 1 + digits.length };
  }
  hexadecimal.lastIndex = at + 1;
  const hex = hexadecimal.exec(text);
  if (hex === null) return null;
  return { byte: Number.parseInt(hex[1] ?? '', 16), end: at + 1 + hex[0].length };
}

/** A byte order mark is a character, not dropped as at the start of a file. */
function decoded(bytes: readonly number[]): string {
  const decoder = new Utf8Decoder();
  decoder.decode(Buffer.from('-'));
  return decoder.decode(Buffer.from(bytes)) + decoder.end();
}
