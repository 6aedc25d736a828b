import type { SampleRecord } from '../../layout/detect/sample-table.js';

/** The characters used to read a sample. */
export interface SampleDialect {
  readonly delimiter: string;
  readonly quote: string | null;
  /** Null where the quote is doubled. */
  readonly escape: string | null;
}

/** A quote that is not closed within this many characters does not open a field. */
const longestField = 64 * 1024;
/** After this many unclosed quotes, quotes count as text, which keeps the scan linear. */
const maxFalseStarts = 4;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * Splits a sample into records without blank lines. It is more lenient than `csvSource`, which
 * names each fault, and takes linear time for any text.
 */
export function scanSample(text: string, dialect: SampleDialect): SampleRecord[] {
  return new SampleScan(text, dialect).records();
}

class SampleScan {
  readonly #text: string;
  readonly #delimiter: number;
  readonly #quote: number;
  readonly #escape: number;
  #index = 0;
  #line = 1;
  #falseStarts = 0;
  #isSound = true;
  #quotedCount = 0;

  constructor(text: string, { delimiter, quote, escape }: SampleDialect) {
    this.#text = text;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#quote = quote === null ? -1 : quote.charCodeAt(0);
    this.#escape = escape === null ? -1 : escape.charCodeAt(0);
  }

  records(): SampleRecord[] {
    const found: SampleRecord[] = [];
    while (this.#index < this.#text.length) {
      const line = this.#line;
      this.#isSound = true;
      this.#quotedCount = 0;
      const cells = [this.#cell()];
      while (this.#text.charCodeAt(this.#index) === this.#delimiter) {
        this.#index += 1;
        cells.push(this.#cell());
      }
      const lastLine = this.#line;
      this.#newline();
      const { isSound, quotedCount } = { isSound: this.#isSound, quotedCount: this.#quotedCount };
      const isBlank = cells.length === 1 && cells[0] === '' && quotedCount === 0;
      if (!isBlank) found.push({ line, lastLine, cells, quotedCount, isSound });
    }
    return found;
  }

  #cell(): string {
    if (this.#text.charCodeAt(this.#index) === this.#quote) {
      const close = this.#falseStarts < maxFalseStarts ? this.#closingQuote() : -1;
      if (close !== -1) return this.#quotedCell(close);
      this.#falseStarts += 1;
      this.#isSound = false;
    }
    return this.#plainCell(this.#index);
  }

  #quotedCell(close: number): string {
    const start = this.#index;
    for (let at = start; at < close; at += 1) if (this.#isLineEnd(at)) this.#line += 1;
    this.#index = close + 1;
    if (this.#isFieldEnd(this.#index)) {
      this.#quotedCount += 1;
      return this.#text.slice(start + 1, close);
    }
    this.#isSound = false;
    return this.#plainCell(start);
  }

  #plainCell(start: number): string {
    while (!this.#isFieldEnd(this.#index)) {
      if (this.#text.charCodeAt(this.#index) === this.#quote) this.#isSound = false;
      this.#index += 1;
    }
    return this.#text.slice(start, this.#index);
  }

  /** Finds the quote that closes the field; -1 where there is none nearby. */
  #closingQuote(): number {
    const end = Math.min(this.#text.length, this.#index + longestField);
    for (let at = this.#index + 1; at < end; at += 1) {
      const code = this.#text.charCodeAt(at);
      const isDoubled = code === this.#quote && this.#text.charCodeAt(at + 1) === this.#quote;
      if (code === this.#escape || (this.#escape === -1 && isDoubled)) at += 1;
      else if (code === this.#quote) return at;
    }
    return -1;
  }

  #isFieldEnd(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    return (
      code === this.#delimiter || code === lineFeed || code === carriageReturn || Number.isNaN(code)
    );
  }

  /** Returns whether a line ends here. Of a carriage return and line feed, only the line feed counts. */
  #isLineEnd(at: number): boolean {
    const code = this.#text.charCodeAt(at);
    if (code === lineFeed) return true;
    return code === carriageReturn && this.#text.charCodeAt(at + 1) !== lineFeed;
  }

  #newline(): void {
    if (this.#index >= this.#text.length) return;
    const isBoth =
      this.#text.charCodeAt(this.#index) === carriageReturn &&
      this.#text.charCodeAt(this.#index + 1) === lineFeed;
    this.#index += isBoth ? 2 : 1;
    this.#line += 1;
  }
}
