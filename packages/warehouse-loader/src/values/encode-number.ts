import { wouldChange, wrongType } from './refusal/value-refusal.js';

/** Digits of a fraction that every IEEE 754 double keeps. */
const exactDigits = 15;

/** Writes a whole number; refuses one that a JavaScript number does not represent exactly. */
export function integerText(value: unknown): string {
  if (typeof value === 'number') {
    if (Number.isSafeInteger(value)) return String(value);
    throw wouldChange(
      Number.isInteger(value)
        ? 'a number beyond 2^53, where digits are lost: use bigint or string'
        : 'a number that is not whole',
    );
  }
  if (typeof value === 'bigint') return value.toString();
  throw wrongType(value, 'a whole number');
}

/** Writes a decimal number; refuses one whose digits a JavaScript number does not represent exactly. */
export function decimalText(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number') throw wrongType(value, 'a number');
  if (Number.isSafeInteger(value)) return String(value);
  if (!Number.isFinite(value)) throw wouldChange('a number that is not finite');
  const text = String(value);
  if (Number.isInteger(value) || significantDigits(text) > exactDigits) {
    throw wouldChange(
      'a number with more digits than a JavaScript number represents exactly: use string',
    );
  }
  return text;
}

/** Writes a floating-point number, which may be infinite or not a number. */
export function floatText(value: unknown): string {
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (typeof value === 'bigint') return value.toString();
  throw wrongType(value, 'a number');
}

function significantDigits(text: string): number {
  const [mantissa = ''] = text.split('e');
  return mantissa.replace(/[-.]/g, '').replace(/^0+/, '').length;
}
