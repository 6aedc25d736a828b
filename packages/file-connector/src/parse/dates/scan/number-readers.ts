import type { NumberField, PartReader } from './fields.js';

const zero = 0x30;
const microDigits = 6;

/** Returns the digit at a place; -1 where there is none. */
export function digitAt(text: string, at: number): number {
  const digit = text.charCodeAt(at) - zero;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

/** Creates a reader of a number of exactly so many digits. */
export function exactNumber(field: NumberField, length: number): PartReader {
  return (text, at, into) => {
    let number = 0;
    for (let index = at; index < at + length; index += 1) {
      const digit = digitAt(text, index);
      if (digit < 0) return -1;
      number = number * 10 + digit;
    }
    into[field] = number;
    return at + length;
  };
}

/** Creates a reader of a number of one digit or two. */
export function shortNumber(field: NumberField): PartReader {
  return (text, at, into) => {
    const first = digitAt(text, at);
    if (first < 0) return -1;
    const second = digitAt(text, at + 1);
    into[field] = second < 0 ? first : first * 10 + second;
    return second < 0 ? at + 1 : at + 2;
  };
}

/** Creates a reader of a year of two digits, in the hundred years from the pivot on. */
export function yearSince(pivot: number): PartReader {
  const ofTwo = exactNumber('year', 2);
  return (text, at, into) => {
    const end = ofTwo(text, at, into);
    if (end < 0) return -1;
    const distance = (((into.year - pivot) % 100) + 100) % 100;
    into.year = pivot + distance;
    return end;
  };
}

/**
 * Creates a reader of the digits of a fraction of a second: exactly so many, or any number of them for
 * null. Digits beyond microseconds must be zeros.
 */
export function fraction(length: number | null): PartReader {
  return (text, at, into) => {
    let micros = 0;
    let count = 0;
    for (; length === null || count < length; count += 1) {
      const digit = digitAt(text, at + count);
      if (digit < 0) break;
      if (count < microDigits) micros = micros * 10 + digit;
      else if (digit > 0) return -1;
    }
    if (count === 0 || (length !== null && count < length)) return -1;
    into.micros = micros * 10 ** Math.max(0, microDigits - count);
    return at + count;
  };
}
