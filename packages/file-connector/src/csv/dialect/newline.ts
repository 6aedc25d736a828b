/** What ends a physical line. U+2028, U+0085, VT and FF are data, as in every CSV dialect. */
export type Newline = '\n' | '\r\n' | '\r';

/** Which newlines end a line: one alone, then the others are data, or any of them, also mixed. */
export type NewlineRule = Newline | 'any';

const patterns: Record<NewlineRule, RegExp> = {
  any: /\r\n|\n|\r/g,
  '\n': /\n/g,
  '\r\n': /\r\n/g,
  '\r': /\r/g,
};

/** Tells which newline stands at `index`; null where none does. */
export function newlineAt(text: string, index: number, rule: NewlineRule): Newline | null {
  if (rule !== 'any') return text.startsWith(rule, index) ? rule : null;
  switch (text.charCodeAt(index)) {
    case 0x0a:
      return '\n';
    case 0x0d:
      return text.charCodeAt(index + 1) === 0x0a ? '\r\n' : '\r';
    default:
      return null;
  }
}

/** Counts the newlines of a text; a carriage return with its line feed is one where any counts. */
export function countNewlines(text: string, rule: NewlineRule): number {
  return text.match(patterns[rule])?.length ?? 0;
}

/** Tells whether the end of a piece of text may be the first half of a newline. */
export function mayEndInHalfNewline(text: string, rule: NewlineRule): boolean {
  return (rule === 'any' || rule === '\r\n') && text.endsWith('\r');
}
