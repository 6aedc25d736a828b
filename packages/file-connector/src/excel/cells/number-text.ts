/** Whether a number is given by the digits of the file, or by the fewest that are the same number. */
export type NumberDigits = 'file' | 'shortest';

const decimal = /^-?\d+(?:\.\d+)?$/;
const number = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** A number of a spreadsheet has an exponent of at most 308. */
const maxExponent = 400;

/**
 * Returns the number of a cell as a plain decimal with all digits of the file: `1E+20` becomes
 * `100000000000000000000`. Null where the text is not a number.
 *
 * With `shortest`, `1.1000000000000001`, as Excel writes 1.1, becomes `1.1`: the decimal of fewest
 * digits that is the same number for Excel.
 */
export function numberText(text: string, digits: NumberDigits): string | null {
  const exact = decimal.test(text) ? text : plainText(text);
  return exact === null || digits === 'file' ? exact : shortest(exact);
}

function plainText(text: string): string | null {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = number.exec(text.trim()) ?? [];
  const shift = Number(exponent);
  if (whole + fraction === '' || Math.abs(shift) > maxExponent) return null;
  const point = whole.length + shift;
  const digits = '0'.repeat(Math.max(0, -point)) + whole + fraction;
  const at = Math.max(0, point);
  const before = digits
    .slice(0, at)
    .padEnd(at, '0')
    .replace(/^0+(?=\d)/, '');
  const after = digits.slice(at);
  const minus = sign === '-' ? '-' : '';
  return `${minus}${before === '' ? '0' : before}${after === '' ? '' : `.${after}`}`;
}

/** A text of fewer digits for the same double; the exact one where there is none. */
function shortest(exact: string): string {
  const short = plainText(String(Number(exact)));
  return short !== null && significant(short) < significant(exact) ? short : exact;
}

/** Counts digits without the zeros around them, in linear time. */
function significant(text: string): number {
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '');
  let end = digits.length;
  while (digits[end - 1] === '0') end -= 1;
  return end;
}
