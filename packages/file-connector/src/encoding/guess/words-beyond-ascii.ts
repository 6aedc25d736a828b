/** Minimum number of bytes of different words, and the number of words for each non-ASCII byte. */
const takenBytes = 2048;
const timesTaken = 3;
/** A longer word is truncated. */
const longestWord = 2048;
/** No encoding here has a byte below 0x30 inside a character, nor one from `:` to `?`. */
const isBetweenWords = (byte: number): boolean => byte < 0x30 || (byte >= 0x3a && byte <= 0x3f);

/**
 * Collects different words of a text with a non-ASCII byte, as latin1, in one pass: the first ones,
 * and later those with a byte that few words have had so far.
 */
export function wordsBeyondAscii(sample: Buffer): string[] {
  const words = new Set<string>();
  const taken = new Uint8Array(256);
  let sizeBytes = 0;
  let start = 0;
  let isWanted = false;
  for (let index = 0; index <= sample.length; index += 1) {
    const byte = sample[index] ?? 0;
    if (byte >= 0x80) isWanted ||= sizeBytes < takenBytes || (taken[byte] ?? 0) < timesTaken;
    if (!isBetweenWords(byte)) continue;
    if (isWanted) {
      const word = sample.subarray(start, Math.min(index, start + longestWord));
      const text = word.toString('latin1');
      if (!words.has(text)) {
        sizeBytes += text.length;
        for (const one of word) taken[one] = Math.min(timesTaken, (taken[one] ?? 0) + 1);
      }
      words.add(text);
    }
    isWanted = false;
    start = index + 1;
  }
  return [...words];
}
