/** @see https://www.rfc-editor.org/rfc/rfc8259 (section 6) */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Records which texts of a row were numbers in JSON and which were strings, so that each can be
 * written in its original type. It knows the row objects of sources only, not the rows that a step
 * creates from them. Every instance knows the rows that another one noted.
 */
export class NumberTexts {
  /** Of all instances: a source that is read again has another instance for the same load. */
  static readonly #originals = new WeakMap<object, Readonly<Record<string, unknown>>>();

  /**
   * Records a row. `original` has the same values, with numbers as numbers. The method keeps
   * `original` and deletes every value from it that cannot be such a text, as values may be large.
   */
  note(row: object, original: Record<string, unknown>): void {
    for (const name of Object.keys(original)) {
      const value = original[name];
      const isText =
        typeof value === 'number' || (typeof value === 'string' && jsonNumber.test(value));
      if (!isText) original[name] = null;
    }
    NumberTexts.#originals.set(row, original);
  }

  /** Records for `copy`, which has the values of `row`, the same as for `row`. */
  noteCopy(row: object, copy: object): void {
    const original = NumberTexts.#originals.get(row);
    if (original !== undefined) NumberTexts.#originals.set(copy, original);
  }

  /** Returns whether a text of a row was a number; null where this is not known. */
  wasNumber(row: object, name: string, text: string): boolean | null {
    if (!jsonNumber.test(text)) return false;
    const original = NumberTexts.#originals.get(row)?.[name];
    if (typeof original === 'number') return original === Number(text) ? true : null;
    return original === text ? false : null;
  }
}
