/** `JSON.rawJSON` of Node 22 and later: writes a number as its text. */
const rawJson = (JSON as { readonly rawJSON?: (text: string) => unknown }).rawJSON;

/**
 * Holds a number of a JSON document that JavaScript would not write back unchanged: one with more
 * digits than a double keeps, or one such as `1.50` and `1e3`, whose form would change.
 *
 * A loader writes its text. So does `JSON.stringify` from Node 22 on; older versions write the text
 * as a string.
 *
 * @example
 * new JsonNumber('12345678901234567890.10').text; // '12345678901234567890.10'
 */
export class JsonNumber {
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
