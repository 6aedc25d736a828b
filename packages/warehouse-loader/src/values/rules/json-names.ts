const [quote, backslash, comma, colon] = [0x22, 0x5c, 0x2c, 0x3a];
const [openObject, closeObject, openArray, closeArray] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Most open objects and arrays, and most names of them, that are compared here. */
const [mostOpen, mostNames] = [32, 64];

/** Hashes of the names of all open objects, one object after another. */
const hashes = new Int32Array(mostNames);
/** By depth: where the names of an object begin; -1 for an array. */
const starts = new Int32Array(mostOpen);

/**
 * Returns whether no object of a JSON text has a name twice. False also if that is not known: two
 * names of the same hash, an escaped name, and many names or levels.
 */
export function hasUniqueNames(text: string): boolean {
  const { length } = text;
  let depth = -1;
  let names = 0;
  let isName = false;
  for (let at = 0; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (!isName) {
        at = endOfText(text, at + 1);
        if (at < 0) return false;
        continue;
      }
      isName = false;
      // FNV-1a.
      let hash = 0x811c9dc5 | 0;
      for (at += 1; at < length; at += 1) {
        const unit = text.charCodeAt(at);
        if (unit === quote) break;
        if (unit === backslash) return false;
        hash = Math.imul(hash ^ unit, 0x01000193);
      }
      if (at === length || names === mostNames) return false;
      for (let other = starts[depth] ?? 0; other < names; other += 1) {
        if (hashes[other] === hash) return false;
      }
      hashes[names] = hash;
      names += 1;
    } else if (code === comma) {
      isName = depth >= 0 && (starts[depth] ?? -1) >= 0;
    } else if (code === openObject || code === openArray) {
      depth += 1;
      if (depth === mostOpen) return false;
      isName = code === openObject;
      starts[depth] = isName ? names : -1;
    } else if (code === closeObject || code === closeArray) {
      if (depth < 0) return false;
      const start = starts[depth] ?? -1;
      if (start >= 0) names = start;
      depth -= 1;
      isName = false;
    } else if (code === colon) {
      isName = false;
    }
  }
  return true;
}

/** Returns the index of the quote that ends a text; -1 for none. */
function endOfText(text: string, start: number): number {
  let end = text.indexOf('"', start);
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

/** Whether an odd number of backslashes precedes a character. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1;
  while (text.charCodeAt(before) === backslash) before -= 1;
  return (at - before) % 2 === 0;
}
