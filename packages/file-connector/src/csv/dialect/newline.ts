/** The characters that end a physical line. U+2028, U+0085, VT and FF are data, as in every CSV dialect. */
export type Newline = '\n' | '\r\n' | '\r';

/** The newlines that end a line: one of them (the others are then data), or any, also mixed. */
export type NewlineRule = Newline | 'any';

/** What ends a line: newlines, or the record separator of the dialect. Newlines are then data. */
export type LineRule = NewlineRule | (string & {});

/** Returns whether a line ends with a newline, not with a record separator. */
export function hasNewlines(rule: LineRule): rule is NewlineRule {
  return rule === 'any' || rule === '\n' || rule === '\r\n' || rule === '\r';
}

/** Returns the newline at `index`; null where there is none. */
export function newlineAt(text: string, index: number, rule: LineRule): string | null {
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

/** Counts the newlines of a text; a carriage return and line feed are one where any newline counts. */
export function countNewlines(text: string, rule: LineRule): number {
  if (rule !== 'any') return countOf(text, rule);
  const returns = countOf(text, '\r');
  const pairs = returns === 0 ? 0 : countOf(text, '\r\n');
  return countOf(text, '\n') + returns - pairs;
}

/**
 * Counts the lines of a record. An escaped newline at the end of the file ends its last line, as
 * no other newline follows.
 */
export function countLines(text: string, start: number, end: number, rule: LineRule): number {
  const count = countNewlines(text.slice(start, end), rule);
  const newlines = rule === 'any' ? ['\n', '\r'] : [rule];
  const isEnd = end === text.length && newlines.some((newline) => text.endsWith(newline));
  return isEnd && count > 0 ? count : count + 1;
}

/** A pattern would create an array with one text for each newline. */
function countOf(text: string, sought: string): number {
  let count = 0;
  let index = text.indexOf(sought);
  while (index !== -1) {
    count += 1;
    index = text.indexOf(sought, index + sought.length);
  }
  return count;
}

/** Returns how many characters at the end of a piece of text may be the first part of a newline. */
export function halfNewlineLength(text: string, rule: LineRule): number {
  if (rule === 'any') return text.endsWith('\r') ? 1 : 0;
  let length = rule.length - 1;
  while (length > 0 && !text.endsWith(rule.slice(0, length))) length -= 1;
  return length;
}
