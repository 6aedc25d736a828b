import type { BinaryWriter } from './binary-writer.js';
import { textOf } from './plain-digits.js';

const plain = /^-?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?$/;
const nonZero = /^[^eE]*[1-9]/;

/** The least normal numbers: the server refuses some that are smaller. */
const [leastDouble, leastSingle] = [2 ** -1022, 2 ** -126];

/** Reads the bits of a number. */
const bits = new DataView(new ArrayBuffer(8));
/** The bits that a single has less than a double, of its lower 32. */
const [lost, half] = [0x1fff_ffff, 0x1000_0000];

/** Writes a `float8`: JavaScript and the server read a text as the nearest number. */
export const writeFloat8: BinaryWriter = (value, tuples) => {
  const number = numberOf(value);
  if (number === null) return false;
  tuples.makeRoom(12);
  const { view, at } = tuples;
  view.setInt32(at, 8);
  view.setFloat64(at + 4, number);
  tuples.at = at + 12;
  return true;
};

/** Writes a `float4`. */
export const writeFloat4: BinaryWriter = (value, tuples) => {
  const number = numberOf(value);
  if (number === null) return false;
  const single = Math.fround(number);
  if (Number.isFinite(number) && !isCertain(number, single)) return false;
  tuples.makeRoom(8);
  const { view, at } = tuples;
  view.setInt32(at, 4);
  view.setFloat32(at + 4, single);
  tuples.at = at + 8;
  return true;
};

/** Null for a value whose number the server may read differently, or refuse. */
function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  const text = textOf(value);
  if (text === null || !plain.test(text)) return null;
  const number = Number(text);
  if (!Number.isFinite(number)) return null;
  const size = Math.abs(number);
  return size >= leastDouble || (size === 0 && !nonZero.test(text)) ? number : null;
}

/**
 * Whether the single nearest to a number is also the nearest to its text. It may not be if the number
 * is in the middle between two singles, because it was rounded to it.
 */
function isCertain(number: number, single: number): boolean {
  if (number === 0) return true;
  if (!Number.isFinite(single) || Math.abs(single) < leastSingle) return false;
  bits.setFloat64(0, number);
  return (bits.getUint32(4) & lost) !== half;
}
