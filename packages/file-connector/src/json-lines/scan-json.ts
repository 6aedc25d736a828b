const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/** The shape of a JSON text. */
export interface JsonShape {
  /** How many arrays and objects are open at once, at most. */
  readonly depth: number;
  /** Keys of all objects, each as often as it is written. */
  readonly keyCount: number;
}

/**
 * Goes over JSON that is known to be valid, in one pass without recursion, and counts what
 * `JSON.parse` does not report.
 *
 * @param onNumber - Is called for each number, with its place and how many arrays and objects hold it.
 */
export function scanJson(
  text: string,
  onNumber?: (start: number, end: number, depth: number) => void,
): JsonShape {
  let open = 0;
  let depth = 0;
  let keyCount = 0;
  let index = 0;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === quote) {
      index = stringEnd(text, index + 1);
      continue;
    }
    if (onNumber !== undefined && startsNumber(code)) {
      const end = numberEnd(text, index + 1);
      onNumber(index, end, open);
      index = end;
      continue;
    }
    // Of `[`, `]`, `{` and `}`, in either case: they differ in this one bit.
    const folded = code | 0x20;
    if (folded === 0x7b) {
      open += 1;
      if (open > depth) depth = open;
    } else if (folded === 0x7d) {
      open -= 1;
    } else if (code === colon) {
      keyCount += 1;
    }
    index += 1;
  }
  return { depth, keyCount };
}

/** Finds where a string ends whose text begins at `from`: behind its closing quote. */
function stringEnd(text: string, from: number): number {
  let search = from;
  for (;;) {
    const end = text.indexOf('"', search);
    if (end === -1) return text.length;
    let before = end;
    while (before > search && text.charCodeAt(before - 1) === backslash) before -= 1;
    if ((end - before) % 2 === 0) return end + 1;
    search = end + 1;
  }
}

function startsNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2d;
}

/** Digits, point, signs and the `e` of an exponent: whatever JSON may have in a number. */
function numberEnd(text: string, from: number): number {
  let end = from;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    const isPart = startsNumber(code) || code === 0x2e || code === 0x2b || (code | 0x20) === 0x65;
    if (!isPart) break;
  }
  return end;
}
