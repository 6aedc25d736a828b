/** `JSON.rawJSON` of Node 22 and later: writes a number as its text. */
const rawJson = (JSON as { readonly rawJSON?: (text: string) => unknown }).rawJSON;

/**
 * Holds a number of a JSON document that JavaScript would not write back unchanged: one with more
 * digits than a double keeps, or one such as `1.50` and `1e3`, whose form would change; and every
 * whole number beyond 2^53.
 *
 * A loader writes its text. So does `JSON.stringify` from Node 22 on; older versions write the text
 * as a string.
 *
 * @example
 * new JsonNumber('12345678901234567890.10').text; // '12345678901234567890.10'
 */
export class JsonNumber {
  /**
   * Returns whether a number of JSON is kept as its text: one that JavaScript would not write back
   * unchanged, and a whole number beyond 2^53, of which a number does not say that it is exact.
   */
  static isNeededFor(text: string): boolean {
    const number = Number(text);
    if (String(number) !== text) return true;
    return Number.isInteger(number) && !Number.isSafeInteger(number);
  }

  /** The number as written in JSON. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }

  /** Called by `JSON.stringify`. */
  toJSON(): unknown {
    return rawJson === undefined ? this.text : rawJson(this.text);
  }
}
