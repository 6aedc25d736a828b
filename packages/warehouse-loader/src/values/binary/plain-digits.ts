import { JsonNumber } from '@wdh/pipeline-core';

const [zero, minus] = [0x30, 0x2d];

/** Digits of whole numbers that a JavaScript number represents exactly. */
const exactDigits = 15;

/**
 * Returns the whole number that a text consists of; NaN for any other notation, and for more digits
 * than a JavaScript number represents.
 */
export function plainDigits(text: string): number {
  const { length } = text;
  const isNegative = text.charCodeAt(0) === minus;
  const start = isNegative ? 1 : 0;
  if (length === start || length - start > exactDigits) return Number.NaN;
  let number = 0;
  for (let index = start; index < length; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = number * 10 + digit;
  }
  return isNegative ? -number : number;
}

/** Returns the text of a string or of a `JsonNumber`; null for any other value. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'string') return value;
  return value instanceof JsonNumber ? value.text : null;
}
