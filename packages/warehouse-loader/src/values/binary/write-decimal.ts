import type { BinaryWriter } from './binary-writer.js';
import { textOf } from './plain-digits.js';
import type { TupleBuffer } from './tuple-buffer.js';

const [zero, dot, minus] = [0x30, 0x2e, 0x2d];

/** Longest text: the server reads much longer ones. */
const mostCharacters = 120;

/** Digits that a JavaScript number represents exactly. */
const mostExact = 1e15;
/** Longest text of so many digits and a point. */
const longestExact = 16;

const powers = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000];

/** The sign of a negative `numeric`. */
const negative = 0x4000;

/** The digits that a `numeric(p, s)` stores. */
interface Digits {
  /** Before the point; `Infinity` without a precision. */
  readonly whole: number;
  /** After the point; `Infinity` without a scale. */
  readonly scale: number;
}

/**
 * Creates the writer of a `numeric`, whose digits are to base 10,000. Null for a scale that rounds
 * before the point, or that is larger than the precision.
 *
 * @param modifier - `atttypmod` of the column; -1 for none.
 */
export function decimalWriter(modifier: number): BinaryWriter | null {
  const stored = storedDigits(modifier);
  if (stored === null) return null;
  return (value, tuples) => {
    const text = textOf(value) ?? numberText(value);
    return text !== null && addDecimal(text, stored, tuples);
  };
}

function storedDigits(modifier: number): Digits | null {
  if (modifier < 0) return { whole: Number.POSITIVE_INFINITY, scale: Number.POSITIVE_INFINITY };
  const precision = ((modifier - 4) >> 16) & 0xffff;
  const scale = (((modifier - 4) & 0x7ff) ^ 0x400) - 0x400;
  return scale < 0 || scale > precision ? null : { whole: precision - scale, scale };
}

/**
 * The text of a number as JavaScript writes it, without an exponent. Null for a number with more
 * digits than it represents exactly.
 */
function numberText(value: unknown): string | null {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'number') return null;
  if (Number.isSafeInteger(value)) return String(value);
  for (let scale = 1; scale < powers.length; scale += 1) {
    const power = powers[scale] ?? 1;
    const scaled = Math.round(value * power);
    if (Math.abs(scaled) >= mostExact) return null;
    // Two decimals of up to 15 digits are never the same number, so these are its digits.
    if (scaled / power === value) return fixedText(scaled, scale);
  }
  const text = String(value);
  return text.length > longestExact || text.includes('e') ? null : text;
}

function fixedText(scaled: number, scale: number): string {
  const digits = String(Math.abs(scaled)).padStart(scale + 1, '0');
  const point = digits.length - scale;
  return `${scaled < 0 ? '-' : ''}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Returns false for a text in another notation, or with digits that are not stored. */
function addDecimal(text: string, stored: Digits, tuples: TupleBuffer): boolean {
  const { length } = text;
  if (length > mostCharacters) return false;
  const isNegative = text.charCodeAt(0) === minus;
  let start = isNegative ? 1 : 0;
  const isShort = length <= longestExact + start;
  let point = -1;
  let digits = 0;
  for (let index = start; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === dot && point < 0 && index > start) point = index;
    else if (code < zero || code > zero + 9) return false;
    else digits = digits * 10 + (code - zero);
  }
  const wholeEnd = point < 0 ? length : point;
  if (wholeEnd === start) return false;
  while (start < wholeEnd && text.charCodeAt(start) === zero) start += 1;
  const whole = wholeEnd - start;
  const fraction = point < 0 ? 0 : length - point - 1;
  if (whole > stored.whole || !isStored(text, length - fraction + stored.scale)) return false;
  addDigits(text, start, wholeEnd, fraction, isNegative ? negative : 0, tuples);
  if (isShort) {
    const size = fraction > 0 ? digits / (powers[fraction] ?? 10 ** fraction) : digits;
    tuples.number = isNegative ? -size : size;
  }
  return true;
}

/** Whether all digits from an index on are zeros, which the server removes. */
function isStored(text: string, from: number): boolean {
  for (let index = from; index < text.length; index += 1) {
    if (text.charCodeAt(index) !== zero) return false;
  }
  return true;
}

function addDigits(
  text: string,
  start: number,
  wholeEnd: number,
  fraction: number,
  sign: number,
  tuples: TupleBuffer,
): void {
  const whole = wholeEnd - start;
  const groups = ((whole + 3) >> 2) + ((fraction + 3) >> 2);
  tuples.makeRoom(12 + 2 * groups);
  const { view, bytes, at } = tuples;
  view.setInt32(at, 8 + 2 * groups);
  view.setInt16(at + 4, groups);
  view.setInt16(at + 6, ((whole + 3) >> 2) - 1);
  view.setInt16(at + 8, sign);
  view.setInt16(at + 10, fraction);
  let next = at + 12;
  let group = 0;
  // The first group of whole digits may be short; the last one of the fraction is filled with zeros.
  let missing = ((whole + 3) & 3) + 1;
  for (let index = start; index < text.length; index += 1) {
    if (index === wholeEnd) continue;
    group = group * 10 + text.charCodeAt(index) - zero;
    missing -= 1;
    if (missing > 0) continue;
    bytes[next] = group >> 8;
    bytes[next + 1] = group;
    next += 2;
    group = 0;
    missing = 4;
  }
  if (missing < 4) {
    const last = group * (powers[missing] ?? 1);
    bytes[next] = last >> 8;
    bytes[next + 1] = last;
    next += 2;
  }
  tuples.at = next;
}
