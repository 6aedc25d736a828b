/** A text of a row that reads as a number, and whether it was one. */
interface NumberText {
  readonly text: string;
  readonly wasNumber: boolean;
}

/** @see https://www.rfc-editor.org/rfc/rfc8259 (section 6) */
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/**
 * Remembers which texts of a row were numbers in JSON and which were strings, so that each can be
 * written as what it was. Knows the very rows of the source, and none that a step makes of them.
 */
export class NumberTexts {
  readonly #texts = new WeakMap<object, ReadonlyMap<string, NumberText>>();

  /** Notes the texts of a row, of which `original` has the same values with numbers as numbers. */
  note(row: Readonly<Record<string, unknown>>, original: Readonly<Record<string, unknown>>): void {
    const texts = new Map<string, NumberText>();
    for (const [name, text] of Object.entries(row)) {
      if (typeof text !== 'string' || !jsonNumber.test(text)) continue;
      texts.set(name, { text, wasNumber: typeof original[name] === 'number' });
    }
    this.#texts.set(row, texts);
  }

  /** Returns whether a text of a row was a number; null where that is not known. */
  wasNumber(row: object, name: string, text: string): boolean | null {
    if (!jsonNumber.test(text)) return false;
    const noted = this.#texts.get(row)?.get(name);
    return noted?.text === text ? noted.wasNumber : null;
  }
}
