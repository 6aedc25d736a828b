/** The signs around a number. */
export interface ObservedSigns {
  /** Empty where there is none. */
  readonly currency: string;
  /** How minus one is written; empty for a positive number, or a leading minus. */
  readonly negative: string;
  readonly isPercent: boolean;
  readonly hasExponent: boolean;
}

const number =
  /^([^\d]{0,8})(\d(?:[\d.,'’_ \u00a0\u202f\u2009]*\d)?)([eE][+-]?\d{1,3})?([^\d]{0,8})$/;
const currencies = /^(?:\p{Sc}|[A-Z]{1,2}\$|kr\.?|Kč|zł|Ft|Fr\.?|lei|лв\.?)$/u;
/** The codes of ISO 4217: other three letters may be a unit, or begin the number of a part. */
const codes = new Set(Intl.supportedValuesOf('currency'));
const before = /[-−–(+]/;
const after = /[-−–)]/;
const styles: ReadonlySet<string> = new Set(['1', '-1', '−1', '–1', '(1)', '1-', '1−', '1–']);

/** Finds the signs around the digits of a cell; null where it is no number, whatever its marks mean. */
export function readSigns(cell: string): ObservedSigns | null {
  const found = number.exec(cell);
  if (found === null) return null;
  const [, prefix = '', , exponent, suffix = ''] = found;
  if (prefix === '' && suffix === '') {
    return { currency: '', negative: '', isPercent: false, hasExponent: exponent !== undefined };
  }
  const opening = before.exec(prefix)?.[0] ?? '';
  const closing = after.exec(suffix)?.[0] ?? '';
  const rest = (prefix.replace(before, '') + suffix.replace(after, '')).replace('%', '').trim();
  if (rest !== '' && !currencies.test(rest) && !codes.has(rest)) return null;
  const style = `${opening.replace('+', '')}1${closing}`;
  // Two signs, or half of a pair of brackets.
  if (!styles.has(style)) return null;
  return {
    currency: rest,
    negative: ['1', '-1'].includes(style) ? '' : style,
    isPercent: prefix.includes('%') || suffix.includes('%'),
    hasExponent: exponent !== undefined,
  };
}
