const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;

/** Counts of a JSON text. */
export interface JsonShape {
  /** Maximum depth of nested arrays and objects. */
  readonly depth: number;
  /** Number of keys of all objects, including repeated ones. */
  readonly keyCount: number;
}

/**
 * Scans valid JSON in one pass without recursion, and counts what `JSON.parse` does not report.
 *
 * @param onNumber - Called for each number, with its position and its depth.
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

/** Finds the end of the string whose text begins at `from`: after its closing quote. */
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

/** Digits, point, signs and the `e` of an exponent: all characters of a JSON number. */
function numberEnd(text: string, from: number): number {
  let end = from;
  for (; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    const isPart = startsNumber(code) || code === 0x2e || code === 0x2b || (code | 0x20) === 0x65;
    if (!isPart) break;
  }
  return end;
}
