import type { TargetColumn } from '../target/target.js';

/** Least and greatest value: numbers, or texts of dates that sort like what they mean. */
export interface Range {
  readonly min: number | string;
  readonly max: number | string;
}

/** Follows the values of one column, none of them null. */
export interface ValueRange {
  see(value: unknown): void;
  /** Null where there was no value, or one that cannot be compared at little cost. */
  readonly range: Range | null;
}

const numberTypes = new Set(['int2', 'int4', 'int8', 'numeric', 'float4', 'float8']);
const dateTypes = new Set(['date', 'timestamp', 'timestamptz']);

/** Makes the range of a column; null where its type is none of numbers, dates and timestamps. */
export function valueRangeOf({ column, model }: TargetColumn): ValueRange | null {
  // What a custom type makes of its values is not known here.
  if (model?.columnType === 'PgCustomColumn') return null;
  if (numberTypes.has(column.baseType)) return new NumberRange();
  return dateTypes.has(column.baseType) ? new DateRange(column.baseType === 'date') : null;
}

/** Numbers of up to 15 digits, which JS numbers tell apart and order exactly. */
class NumberRange implements ValueRange {
  #min = Number.POSITIVE_INFINITY;
  #max = Number.NEGATIVE_INFINITY;
  #isKnown = true;

  see(value: unknown): void {
    if (!this.#isKnown) return;
    const number = typeof value === 'number' ? value : numberOf(value);
    if (number < this.#min) this.#min = number;
    if (number > this.#max) this.#max = number;
    else if (Number.isNaN(number)) this.#isKnown = false;
  }

  get range(): Range | null {
    const [min, max] = [this.#min, this.#max];
    // Beyond 2^53, what was read from a text may be another number.
    const isExact = min >= Number.MIN_SAFE_INTEGER && max <= Number.MAX_SAFE_INTEGER;
    return this.#isKnown && isExact && min <= max ? { min, max } : null;
  }
}

const [dot, minus, zero] = [46, 45, 48];

/** NaN for what is no plain decimal, or has more digits than a number holds. */
function numberOf(value: unknown): number {
  if (typeof value !== 'string') return typeof value === 'bigint' ? Number(value) : Number.NaN;
  const { length } = value;
  const start = value.charCodeAt(0) === minus ? 1 : 0;
  if (length > 16 + start || length === start) return Number.NaN;
  let digits = 0;
  let scale = -1;
  // Faster than Number(), which has to look for every other way to write a number.
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

/** Dates and timestamps in ISO 8601, all of one length and one time zone: texts in their order. */
class DateRange implements ValueRange {
  readonly #isDate: boolean;
  #min = '';
  #max = '';
  /** What each text ends with. */
  #zone = '';
  #isKnown = true;

  constructor(isDate: boolean) {
    this.#isDate = isDate;
  }

  see(value: unknown): void {
    if (!this.#isKnown) return;
    const text = typeof value === 'string' ? value : isoOf(value, this.#isDate);
    if (this.#min === '') this.#start(text);
    else if (!this.#isOfOneForm(text)) this.#isKnown = false;
    else if (text < this.#min) this.#min = text;
    else if (text > this.#max) this.#max = text;
  }

  get range(): Range | null {
    return this.#isKnown && this.#min !== '' ? { min: this.#min, max: this.#max } : null;
  }

  #start(text: string): void {
    const zone = (this.#isDate ? dateForm : timestampForm).exec(text)?.[1];
    if (zone === undefined) this.#isKnown = false;
    else [this.#min, this.#max, this.#zone] = [text, text, zone];
  }

  /** The server reads every text as a date, so that these few places tell one form from another. */
  #isOfOneForm(text: string): boolean {
    const like = this.#min;
    return (
      text.length === like.length &&
      text.charCodeAt(4) === minus &&
      text.charCodeAt(7) === minus &&
      (this.#isDate ||
        (text.charCodeAt(10) === like.charCodeAt(10) &&
          text[19] === like[19] &&
          text.endsWith(this.#zone)))
    );
  }
}

/** Empty for what is no date. */
function isoOf(value: unknown, isDate: boolean): string {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return '';
  return value.toISOString().slice(0, isDate ? 10 : undefined);
}
