/** @see https://www.rfc-editor.org/rfc/rfc8259 (section 6) */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Remembers which texts of a row were numbers in JSON and which were strings, so that each can be
 * written as what it was. Knows the very rows of the source, and none that a step makes of them.
 */
export class NumberTexts {
  readonly #originals = new WeakMap<object, Readonly<Record<string, unknown>>>();

  /**
   * Notes a row, of which `original` has the same values, and those that are numbers as numbers. Takes
   * `original` over: what cannot be such a text is dropped from it, for it may be large.
   */
  note(row: object, original: Record<string, unknown>): void {
    for (const name of Object.keys(original)) {
      const value = original[name];
      const isText =
        typeof value === 'number' || (typeof value === 'string' && jsonNumber.test(value));
      if (!isText) original[name] = null;
    }
    this.#originals.set(row, original);
  }

  /** Knows of `copy`, which has the values of `row`, what it knows of `row`. */
  noteCopy(row: object, copy: object): void {
    const original = this.#originals.get(row);
    if (original !== undefined) this.#originals.set(copy, original);
  }

  /** Returns whether a text of a row was a number; null where that is not known. */
  wasNumber(row: object, name: string, text: string): boolean | null {
    if (!jsonNumber.test(text)) return false;
    const original = this.#originals.get(row)?.[name];
    if (typeof original === 'number') return original === Number(text) ? true : null;
    return original === text ? false : null;
  }
}
