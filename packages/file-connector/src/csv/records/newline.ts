/** What ends a physical line. U+2028, U+0085, VT and FF are data, as in every CSV dialect. */
export type Newline = '\n' | '\r\n' | '\r';

/** Tells which newline stands at `index`; null where none does. */
export function newlineAt(text: string, index: number): Newline | null {
  switch (text.charCodeAt(index)) {
    case 0x0a:
      return '\n';
    case 0x0d:
      return text.charCodeAt(index + 1) === 0x0a ? '\r\n' : '\r';
    default:
      return null;
  }
}

const anyNewline = /\r\n|\n|\r/g;

/** Counts the newlines of a text; a carriage return with its line feed is one. */
export function countNewlines(text: string): number {
  return text.match(anyNewline)?.length ?? 0;
}
