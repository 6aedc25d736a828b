import type { TargetColumn } from '../catalog/target.js';

/** Minimum and maximum: numbers, or texts of dates that sort chronologically. */
export interface Range {
  readonly min: number | string;
  readonly max: number | string;
}

/** Tracks the non-null values of one column. */
export interface ValueRange {
  /**
   * @param written - A number that orders the texts of the column as the server does, if the writer
   * of the value knows it: that of a decimal text itself; else NaN.
   */
  see(value: unknown, written: number): void;
  /** Null if there was no value, or one that cannot be compared cheaply. */
  readonly range: Range | null;
}

const numberTypes = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);
const dateTypes = new Set(['date', 'timestamp', 'timestamptz']);

/**
 * Creates the range of a column; null if its type is not a number, date or timestamp.
 *
 * @param takesTexts - Whether texts are read; otherwise a column with a text has no range.
 */
export function valueRangeOf(
  { column, model }: TargetColumn,
  takesTexts: boolean,
): ValueRange | null {
  // The conversion of a custom type is not known here.
  if (model?.columnType === 'PgCustomColumn') return null;
  if (numberTypes.has(column.baseType)) return new NumberRange(takesTexts);
  return dateTypes.has(column.baseType)
    ? new DateRange(column.baseType === 'date', takesTexts)
    : null;
}

/** Numbers of up to 15 digits, which JavaScript numbers distinguish and order exactly. */
class NumberRange implements ValueRange {
  readonly #takesTexts: boolean;
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #isKnown = true;

  constructor(takesTexts: boolean) {
    this.#takesTexts = takesTexts;
  }

  see(value: unknown, written: number): void {
    if (!this.#isKnown) return;
    const number = typeof value === 'number' ? value : this.#numberOf(value, written);
    if (number < this.#min) this.#min = number;
    if (number > this.#max) this.#max = number;
    else if (Number.isNaN(number)) this.#isKnown = false;
  }

  get range(): Range | null {
    const [min, max] = [this.#min, this.#max];
    // Beyond 2^53, the number that was read from a text may differ.
    const isExact = min >= Number.MIN_SAFE_INTEGER && max <= Number.MAX_SAFE_INTEGER;
    return this.#isKnown && isExact && min <= max ? { min, max } : null;
  }

  #numberOf(value: unknown, written: number): number {
    if (typeof value === 'string' && this.#takesTexts) {
      return Number.isNaN(written) ? decimalOf(value) : written;
    }
    return typeof value === 'bigint' ? Number(value) : Number.NaN;
  }
}

const [dot, minus, zero] = [46, 45, 48];

/** NaN for a text that is not a plain decimal, or has too many digits for a number. */
function decimalOf(value: string): number {
  const { length } = value;
  const start = value.charCodeAt(0) === minus ? 1 : 0;
  if (length > 16 + start || length === start) return Number.NaN;
  let digits = 0;
  let scale = -1;
  // Faster than Number(), which must consider all notations of numbers.
  for (let index = start; index < length; index += 1) {
    const code = value.charCodeAt(index);
    if (code === dot && scale < 0) {
      scale = length - index - 1;
    } else {
      const digit = code - zero;
      if (digit < 0 || digit > 9) return Number.NaN;
      digits = digits * 10 + digit;
    }
  }
  const size = scale > 0 ? digits / 10 ** scale : digits;
  return start === 1 ? -size : size;
}

const dateForm = /^\d{4}-\d\d-\d\d()$/;
const timestampForm = /^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?(Z|[+-]\d\d(?::?\d\d)?|)$/;

/** Dates and timestamps as objects, or as texts in ISO 8601 that sort chronologically. */
class DateRange implements ValueRange {
  readonly #isDate: boolean;
  readonly #takesTexts: boolean;
  #least = Number.POSITIVE_INFINITY;
  #greatest = Number.NEGATIVE_INFINITY;
  #texts: TextRange | null = null;
  #isKnown = true;

  constructor(isDate: boolean, takesTexts: boolean) {
    this.#isDate = isDate;
    this.#takesTexts = takesTexts;
  }

  see(value: unknown, written: number): void {
    if (!this.#isKnown) return;
    if (typeof value === 'string' && this.#takesTexts) {
      this.#texts ??= new TextRange(this.#isDate ? dateForm : timestampForm);
      this.#isKnown = this.#texts.see(value, written);
      return;
    }
    const time = value instanceof Date ? value.getTime() : Number.NaN;
    if (time < this.#least) this.#least = time;
    if (time > this.#greatest) this.#greatest = time;
    else if (Number.isNaN(time)) this.#isKnown = false;
  }

  get range(): Range | null {
    const hasTimes = this.#least <= this.#greatest;
    // Objects and texts cannot be compared without knowing the time zone of the session.
    if (!this.#isKnown || (hasTimes && this.#texts !== null)) return null;
    if (!hasTimes) return this.#texts;
    const isoOf = (time: number): string =>
      new Date(time).toISOString().slice(0, this.#isDate ? 10 : undefined);
    return { min: isoOf(this.#least), max: isoOf(this.#greatest) };
  }
}

/** Texts with the same length and time zone. */
class TextRange implements Range {
  min = '';
  max = '';
  readonly #form: RegExp;
  /** The end of each text. */
  #zone = '';
  /** The numbers of the texts; NaN if they are not known. */
  #least = Number.NaN;
  #greatest = Number.NaN;

  constructor(form: RegExp) {
    this.#form = form;
  }

  /** Whether the text has the form of those before it. */
  see(text: string, written: number): boolean {
    if (this.min === '') return this.#start(text, written);
    if (!this.#isOfOneForm(text)) return false;
    // Texts of one form are ordered as their numbers, which are faster to compare.
    if (written >= this.#least && written <= this.#greatest) return true;
    if (text < this.min) [this.min, this.#least] = [text, written];
    else if (text > this.max) [this.max, this.#greatest] = [text, written];
    return true;
  }

  #start(text: string, written: number): boolean {
    const zone = this.#form.exec(text)?.[1];
    if (zone === undefined) return false;
    [this.min, this.max, this.#zone] = [text, text, zone];
    [this.#least, this.#greatest] = [written, written];
    return true;
  }

  /** The server reads every text as a date, so these few positions distinguish the forms. */
  #isOfOneForm(text: string): boolean {
    const like = this.min;
    return (
      text.length === like.length &&
      text.charCodeAt(4) === minus &&
      text.charCodeAt(7) === minus &&
      text[10] === like[10] &&
      text[19] === like[19] &&
      (this.#zone === '' || text.endsWith(this.#zone))
    );
  }
}
