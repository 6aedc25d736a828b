const plain = /[^"\\\0-\x1f]*/y;
const hexDigit = /^[0-9a-fA-F]$/;
/** Longer keys name no property of a path. */
const longestKept = 64 * 1024;

/** Checks the text of one JSON string, which begins after its opening quote. */
export class JsonStringReader {
  #isEnded = false;
  #isEscaped = false;
  #hexDigits = 0;
  #kept: string | null;

  /** @param isKept - Whether the text is needed. */
  constructor(isKept: boolean) {
    this.#kept = isKept ? '"' : null;
  }

  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** The text as it is written, with quotes; null where it is not needed, or too long. */
  get written(): string | null {
    return this.#kept;
  }

  /** Reads up to the closing quote, or the end of the text; returns the index after it. */
  read(text: string, from: number, fail: (index: number, problem: string) => never): number {
    let index = from;
    while (index < text.length && !this.#isEnded) {
      if (this.#isEscaped || this.#hexDigits > 0) {
        this.#readEscape(text.charAt(index), index, fail);
        index += 1;
      } else {
        plain.lastIndex = index;
        plain.test(text);
        index = this.#readMark(text, plain.lastIndex, fail);
      }
    }
    this.#keep(text.slice(from, index));
    return index;
  }

  #readMark(text: string, index: number, fail: (index: number, problem: string) => never): number {
    if (index === text.length) return index;
    const character = text.charAt(index);
    if (character === '"') this.#isEnded = true;
    else if (character === '\\') this.#isEscaped = true;
    else fail(index, 'expected the end of a text, found a control character such as a line break');
    return index + 1;
  }

  #readEscape(
    character: string,
    index: number,
    fail: (index: number, problem: string) => never,
  ): void {
    if (this.#hexDigits > 0) {
      if (!hexDigit.test(character)) fail(index, 'expected four hexadecimal digits after \\u');
      this.#hexDigits -= 1;
      return;
    }
    this.#isEscaped = false;
    if (character === 'u') this.#hexDigits = 4;
    else if (!'"\\/bfnrt'.includes(character)) {
      fail(index, 'expected a known character after a backslash');
    }
  }

  #keep(part: string): void {
    if (this.#kept === null) return;
    this.#kept = this.#kept.length + part.length > longestKept ? null : this.#kept + part;
  }
}
