/** Most bytes of a name in PostgreSQL, which silently truncates longer names. */
const mostNameBytes = 63;

/**
 * Returns the name that was probably intended: one that is equal except for case and punctuation,
 * equal after truncation to 63 bytes, differs in at most a third of its letters, or has the same
 * words.
 */
export function closestName(name: string, candidates: readonly string[]): string | null {
  return (
    candidates.find((candidate) => plain(name) !== '' && plain(candidate) === plain(name)) ??
    candidates.find((candidate) => isCutFrom(candidate, name)) ??
    leastDistant(name, candidates) ??
    candidates.find((candidate) => hasWordsOf(name, candidate) || hasWordsOf(candidate, name)) ??
    null
  );
}

/** Returns the end of a message with the name that was probably intended; empty if there is none. */
export function didYouMean(name: string, candidates: readonly string[]): string {
  const closest = closestName(name, candidates);
  return closest === null ? '' : ` (${question(name, closest)})`;
}

/** Returns the question whether a name was intended. */
export function question(name: string, closest: string): string {
  const meant = `did you mean "${closest}"?`;
  return isCutFrom(closest, name)
    ? `${meant} PostgreSQL truncates names to ${mostNameBytes} bytes`
    : meant;
}

/** A name in lower case, with letters and digits only. */
const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{M}\p{N}]/gu, '');

/** Whether a name is the truncation of a longer one by PostgreSQL, which does not split characters. */
function isCutFrom(candidate: string, name: string): boolean {
  if (name.length <= candidate.length || !name.startsWith(candidate)) return false;
  const bytes = Buffer.byteLength(candidate);
  const next = String.fromCodePoint(name.codePointAt(candidate.length) ?? 0);
  return bytes <= mostNameBytes && bytes + Buffer.byteLength(next) > mostNameBytes;
}

function hasWordsOf(name: string, other: string): boolean {
  const words = wordsOf(name);
  const wanted = wordsOf(other);
  return wanted.join('').length > 1 && wanted.every((word) => words.includes(word));
}

/** `fullName`, `full_name` and `Full Name` have the same words. */
function wordsOf(name: string): readonly string[] {
  const spaced = name.replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/gu, ' ');
  return spaced.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function leastDistant(name: string, candidates: readonly string[]): string | null {
  let closest: string | null = null;
  let least = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= least) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      closest = candidate;
      least = distance;
    }
  }
  return closest;
}

/** Levenshtein distance. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      current[column] = Math.min(
        (previous[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (previous[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
