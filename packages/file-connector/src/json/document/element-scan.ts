import type { JsonShape } from '../values/scan-json.js';

const quote = 0x22;
const backslash = 0x5c;
const colon = 0x3a;
const delimiter = /[\s,:"[\]{}]/g;

/**
 * Finds the end of one JSON value, which arrives in arbitrary pieces, without checking it: by its
 * quotes and its brackets. Counts what `JSON.parse` does not report.
 */
export class ElementScan {
  /** Null until the first character is seen. */
  #kind: 'nested' | 'string' | 'word' | null = null;
  #isNew = true;
  #open = 0;
  #depth = 0;
  #keyCount = 0;
  #isInString = false;
  #isEscaped = false;

  /** The counts of the value, where it is complete. */
  get shape(): JsonShape {
    return { depth: this.#depth, keyCount: this.#keyCount };
  }

  /** Returns the index after the value; -1 where it continues in the next piece. */
  scan(text: string, from: number): number {
    this.#kind ??= kindOf(text.charCodeAt(from));
    if (this.#kind === 'word') {
      delimiter.lastIndex = from;
      return delimiter.exec(text)?.index ?? -1;
    }
    const isNew = this.#kind === 'string' && this.#isNew;
    this.#isNew = false;
    if (!isNew && !this.#isInString) return this.#nestedEnd(text, from);
    const end = this.#stringEnd(text, isNew ? from + 1 : from);
    return end === -1 || this.#kind === 'string' ? end : this.#nestedEnd(text, end);
  }

  #nestedEnd(text: string, from: number): number {
    let open = this.#open;
    let index = from;
    while (index < text.length) {
      const code = text.charCodeAt(index);
      index += 1;
      if (code === quote) {
        index = this.#stringEnd(text, index);
        if (index === -1) break;
        continue;
      }
      // Of `[`, `]`, `{` and `}`, in either case: they differ in this one bit.
      const folded = code | 0x20;
      if (folded === 0x7b) {
        open += 1;
        if (open > this.#depth) this.#depth = open;
      } else if (folded === 0x7d) {
        open -= 1;
        if (open === 0) return index;
      } else if (code === colon) {
        this.#keyCount += 1;
      }
    }
    this.#open = open;
    return -1;
  }

  /** Returns the index after the closing quote; -1 where there is none. */
  #stringEnd(text: string, from: number): number {
    let search = this.#isEscaped ? from + 1 : from;
    this.#isEscaped = false;
    for (;;) {
      const end = text.indexOf('"', search);
      const limit = end === -1 ? text.length : end;
      let before = limit;
      while (before > search && text.charCodeAt(before - 1) === backslash) before -= 1;
      const isEscaped = (limit - before) % 2 === 1;
      if (end === -1 || !isEscaped) {
        this.#isInString = end === -1;
        this.#isEscaped = end === -1 && isEscaped;
        return end === -1 ? -1 : end + 1;
      }
      search = end + 1;
    }
  }
}

function kindOf(first: number): 'nested' | 'string' | 'word' {
  if ((first | 0x20) === 0x7b) return 'nested';
  return first === quote ? 'string' : 'word';
}
