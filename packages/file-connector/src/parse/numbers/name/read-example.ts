import { type ExampleMarks, readMarks } from './read-marks.js';

/** What one example of a number shows of its format. */
export interface ExampleOptions extends ExampleMarks {
  readonly currency?: string;
  readonly percent?: 'fraction';
  readonly permille?: 'fraction';
  /** How minus one is written. */
  readonly negative?: string;
  /** The zero of its digits, unless these are 0 to 9. */
  readonly digits?: string;
}

const parts = /^([^\p{Nd}]*)(\p{Nd}(?:.*\p{Nd})?)([^\p{Nd}]*)$/su;
const signBefore = /[-−–—(+]/u;
const signAfter = /[-−–—)]/u;
const sides = /^(?:DR|CR|DB|S|H|D|C)\.?$/i;

/** Whether a word may be one of accounts: which of them is negative, an example does not show. */
export const isSide = (word: string): boolean => sides.test(word);

/** Reads an example of a number, such as `(1.234,56 €)`; returns the problem of a text that is none. */
export function readExample(example: string): ExampleOptions | string {
  const [, before = '', number, after = ''] = parts.exec(example) ?? [];
  if (number === undefined) return 'it has no digits';
  const digits = zeroOf(number);
  if (digits === null) return 'its digits are of different kinds';
  const marks = readMarks(digits === '0' ? number : number.replace(/\p{Nd}/gu, '1'));
  if (typeof marks === 'string') return marks;
  const negative = signOf(before, after);
  if (negative === null) return 'its sign is neither before nor after the number, nor ( and )';
  const signs = [before.replace(signBefore, ''), after.replace(signAfter, '')].map((text) =>
    text.replace(/[%‰]/u, '').trim(),
  );
  const currency = signs.filter((sign) => sign !== '');
  if (currency.length > 1) return 'it has two currencies';
  const [sign] = currency;
  if (sign !== undefined && isSide(sign)) {
    return `it does not show which sign ${sign} is: write it as an option, such as number:1,234.56; negative 1 ${sign}, or currency ${sign} if it is one`;
  }
  const around = before + after;
  return {
    ...marks,
    ...(sign === undefined ? {} : { currency: sign }),
    ...(around.includes('%') ? { percent: 'fraction' } : {}),
    ...(around.includes('‰') ? { permille: 'fraction' } : {}),
    ...(negative === '' ? {} : { negative }),
    ...(digits === '0' ? {} : { digits }),
  };
}

/** Returns how minus one is written; empty where the number is positive, null for two signs. */
function signOf(before: string, after: string): string | null {
  const [first = ''] = signBefore.exec(before) ?? [];
  const [last = ''] = signAfter.exec(after) ?? [];
  if (first === '(' || last === ')') return first === '(' && last === ')' ? '(1)' : null;
  if (first !== '' && last !== '') return null;
  return first === '' && last === '' ? '' : `${first.replace('+', '')}1${last}`.replace(/^1$/, '');
}

/** Returns the zero of the digits of a text; null for digits of different kinds. */
function zeroOf(text: string): string | null {
  const zeros = new Set(
    Array.from(text.matchAll(/\p{Nd}/gu), ([digit]) => {
      let code = digit.charCodeAt(0);
      const isDigit = (at: number): boolean => /^\p{Nd}$/u.test(String.fromCharCode(at));
      while (isDigit(code - 1)) code -= 1;
      return digit.length === 1 ? String.fromCharCode(code) : '';
    }),
  );
  const [zero = ''] = zeros;
  return zeros.size === 1 && zero !== '' ? zero : null;
}
