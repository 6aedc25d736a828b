/**
 * Hashes texts to 64 bits, for comparing them and not for security. The two words are properties,
 * so that hashing allocates nothing.
 */
export class CellHash {
  lower = 0;
  upper = 0;

  /** Sets the two words, as unsigned numbers, to the hash of a text. */
  set(cell: string): void {
    let one = 0x9e3779b9 ^ cell.length;
    let two = 0x85ebca6b;
    for (let index = 0; index < cell.length; index += 1) {
      const code = cell.charCodeAt(index);
      one = Math.imul(((one << 5) | (one >>> 27)) ^ code, 0x9e3779b1);
      two = Math.imul(((two << 13) | (two >>> 19)) ^ code, 0x85ebca77);
    }
    const first = mixed(one ^ (two >>> 15));
    this.lower = first >>> 0;
    this.upper = mixed(two ^ first) >>> 0;
  }
}

/** The final mixing of MurmurHash3: each bit of the word decides about half of the result's. */
function mixed(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
