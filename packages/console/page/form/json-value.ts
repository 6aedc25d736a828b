import type { Entered } from './scalar-value.js';

/** Reads JSON; a problem says where it is. */
export function jsonValue(text: string): Entered {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const place = /position (\d+)/u.exec(error instanceof Error ? error.message : '')?.[1];
    const before = place === undefined ? text : text.slice(0, Number(place));
    const lines = before.split('\n');
    const line = String(lines.length);
    const column = String((lines.at(-1) ?? '').length + 1);
    const hint = 'Write texts in double quotes, such as {"name": "value"}.';
    return { problem: `This is not JSON at line ${line}, column ${column}. ${hint}` };
  }
}
