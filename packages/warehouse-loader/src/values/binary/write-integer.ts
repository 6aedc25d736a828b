import type { BinaryWriter } from './binary-writer.js';
import { plainDigits, textOf } from './plain-digits.js';

/** Writes an `int2`. */
export const writeInt2: BinaryWriter = (value, tuples) => {
  const number = numberOf(value);
  if (number !== (number << 16) >> 16) return false;
  tuples.makeRoom(6);
  const { view, at } = tuples;
  view.setInt32(at, 2);
  view.setInt16(at + 4, number);
  tuples.at = at + 6;
  tuples.number = number;
  return true;
};

/** Writes an `int4`. */
export const writeInt4: BinaryWriter = (value, tuples) => {
  const number = numberOf(value);
  if (number !== (number | 0)) return false;
  tuples.makeRoom(8);
  const { view, at } = tuples;
  view.setInt32(at, 4);
  view.setInt32(at + 4, number);
  tuples.at = at + 8;
  tuples.number = number;
  return true;
};

/** Writes an `int8`. */
export const writeInt8: BinaryWriter = (value, tuples) => {
  const number = numberOf(value);
  if (Number.isSafeInteger(number)) {
    tuples.addInt8(number);
    tuples.number = number;
    return true;
  }
  const large = largeOf(value);
  if (large === null || BigInt.asIntN(64, large) !== large) return false;
  tuples.makeRoom(12);
  const { view, at } = tuples;
  view.setInt32(at, 8);
  view.setBigInt64(at + 4, large);
  tuples.at = at + 12;
  return true;
};

/** NaN for a value that is not a plain number, or has too many digits. */
function numberOf(value: unknown): number {
  if (typeof value === 'number') return value;
  const text = textOf(value);
  if (text !== null) return plainDigits(text);
  return typeof value === 'bigint' ? exactly(value) : Number.NaN;
}

function exactly(value: bigint): number {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : Number.NaN;
}

function largeOf(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value;
  const text = textOf(value);
  return text !== null && /^-?\d{16,19}$/.test(text) ? BigInt(text) : null;
}
