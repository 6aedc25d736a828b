import type { JsonPath } from '../paths/json-path.js';

/** More names are not kept for the message of an error. */
const mostNames = 1000;

/** Follows the path to the records through a document. */
export class RecordsPath {
  readonly #steps: JsonPath;
  /** How many of the open arrays and objects, from the outermost, lead to the records. */
  #leading = 0;
  /** The last key of each leading object, and the position in each leading array. */
  readonly #keys: (string | null)[] = [];
  readonly #positions: number[] = [];
  readonly #isMatched: boolean[] = [];
  #names: string[] = [];
  #isFound = false;

  constructor(steps: JsonPath) {
    this.#steps = steps;
  }

  get isFound(): boolean {
    return this.#isFound;
  }

  /** The step that no value has, and the names in its place. */
  get missing(): { readonly names: readonly string[]; readonly missing: string | null } {
    const step = this.#steps[this.#isMatched.lastIndexOf(true) + 1];
    return { names: this.#names, missing: typeof step === 'string' ? step : null };
  }

  /** Begins another document. */
  restart(): void {
    this.#leading = 0;
    this.#isMatched.length = 0;
    this.#names = [];
    this.#isFound = false;
  }

  /** Returns whether a key in an object at this depth may lead to the records. */
  needsKey(depth: number): boolean {
    return depth === this.#leading && depth <= this.#steps.length;
  }

  /** Notes the key of the next value; null where it is too long to be one of the path. */
  noteKey(key: string | null): void {
    this.#keys[this.#leading] = key;
    const isNext = this.#isMatched[this.#leading - 1] !== true;
    if (key !== null && isNext && this.#names.length < mostNames) this.#names.push(key);
  }

  /**
   * Notes the next value; returns whether it is that of the path, or is a second one of a step.
   */
  noteValue(first: string, depth: number, isInArray: boolean): 'records' | 'twice' | 'other' {
    if (depth !== this.#leading) return 'other';
    if (depth > 0) {
      if (this.#stepTo(depth, isInArray) !== this.#steps[depth - 1]) return 'other';
      if (this.#isMatched[depth - 1] === true) return 'twice';
      this.#isMatched[depth - 1] = true;
      this.#names = [];
    }
    if (depth === this.#steps.length) {
      this.#isFound = depth === 0 || first === '[' || first === '{';
      return this.#isFound ? 'records' : 'other';
    }
    if (first === '[' || first === '{') {
      this.#leading += 1;
      this.#positions[this.#leading] = 0;
      this.#keys[this.#leading] = null;
    }
    return 'other';
  }

  /** Notes that a value ended. */
  noteEnd(depth: number): void {
    this.#leading = Math.min(this.#leading, depth);
  }

  #stepTo(depth: number, isInArray: boolean): string | number | null {
    if (!isInArray) return this.#keys[depth] ?? null;
    const position = this.#positions[depth] ?? 0;
    this.#positions[depth] = position + 1;
    return position;
  }
}
