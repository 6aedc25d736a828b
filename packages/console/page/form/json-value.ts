import type { Entered } from './scalar-value.js';

/** Reads JSON; a problem says where it is, as far as the browser knows it. */
export function jsonValue(text: string): Entered {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const hint = 'Write texts in double quotes, such as {"name": "value"}.';
    return { problem: `This is not JSON${placeOf(text, message)}. ${hint}` };
  }
}

/** Browsers name a position for some mistakes, and quote the text for others. */
function placeOf(text: string, message: string): string {
  const position = /position (\d+)/u.exec(message)?.[1];
  const isCut = /end of (?:JSON|data)/iu.test(message);
  if (position === undefined && !isCut) return '';
  const lines = text.slice(0, position === undefined ? text.length : Number(position)).split('\n');
  return ` at line ${lines.length}, column ${(lines.at(-1) ?? '').length + 1}`;
}
