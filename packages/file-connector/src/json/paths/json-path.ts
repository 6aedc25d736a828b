/** The steps from a value to a value within it: names of properties, and positions in arrays from 0. */
export type JsonPath = readonly (string | number)[];

const index = /\[(\d{1,9})\]/y;
/** Characters without a meaning, or one with a backslash before it. */
const name = /(?:[^.[\]\\]|\\.)+/sy;

/**
 * Parses a path such as `data.items` or `tags[0].name`. A backslash before a character takes it as
 * it is, as in `a\.b` for a property named `a.b`. Returns null for an invalid path.
 */
export function parseJsonPath(text: string): JsonPath | null {
  const steps: (string | number)[] = [];
  let at = 0;
  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return null;
    at = pattern.lastIndex;
    return found[1] ?? found[0];
  };
  while (at < text.length || steps.length === 0) {
    const position = match(index);
    if (position !== null) {
      steps.push(Number(position));
      continue;
    }
    if (steps.length > 0) {
      if (text[at] !== '.') return null;
      at += 1;
    }
    const property = match(name);
    if (property === null) return null;
    steps.push(property.replace(/\\(.)/gs, '$1'));
  }
  return steps;
}
