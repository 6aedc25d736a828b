import type { BinaryWriter } from './binary-writer.js';
import type { TupleBuffer } from './tuple-buffer.js';

const [dash, x, backslash] = [0x2d, 0x78, 0x5c];

const booleans: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  ['true', true],
  ['false', false],
  ['t', true],
  ['f', false],
  ['1', true],
  ['0', false],
]);

/** By code unit, up to `f`: the value of a hexadecimal digit, and 16 for other characters. */
const hexValues = new Uint8Array(0x80).fill(16);
for (const [value, digit] of Array.from('0123456789abcdef').entries()) {
  hexValues[digit.charCodeAt(0)] = value;
  hexValues[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Writes a `bool`. */
export const writeBoolean: BinaryWriter = (value, tuples) => {
  const found = typeof value === 'boolean' ? value : booleans.get(value);
  if (found === undefined) return false;
  tuples.makeRoom(5);
  const { view, at } = tuples;
  view.setInt32(at, 1);
  view.setUint8(at + 4, found ? 1 : 0);
  tuples.at = at + 5;
  return true;
};

/** Writes a `uuid`, from 32 digits with dashes in the usual places. */
export const writeUuid: BinaryWriter = (value, tuples) => {
  if (typeof value !== 'string' || value.length !== 36) return false;
  tuples.makeRoom(20);
  tuples.view.setInt32(tuples.at, 16);
  let index = 0;
  for (let byte = 0; byte < 16; byte += 1) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) {
      if (value.charCodeAt(index) !== dash) return false;
      index += 1;
    }
    if (!addHex(value, index, tuples, tuples.at + 4 + byte)) return false;
    index += 2;
  }
  tuples.at += 20;
  return true;
};

/** Writes a `bytea`: bytes, or `\x` and two digits for each byte. */
export const writeBytes: BinaryWriter = (value, tuples) => {
  if (typeof value === 'string') return addHexBytes(value, tuples);
  if (!(value instanceof Uint8Array)) return false;
  tuples.makeRoom(4 + value.length);
  tuples.view.setInt32(tuples.at, value.length);
  tuples.bytes.set(value, tuples.at + 4);
  tuples.at += 4 + value.length;
  return true;
};

function addHexBytes(text: string, tuples: TupleBuffer): boolean {
  const { length } = text;
  if (text.charCodeAt(0) !== backslash || text.charCodeAt(1) !== x || length % 2 !== 0)
    return false;
  const bytes = length / 2 - 1;
  tuples.makeRoom(4 + bytes);
  tuples.view.setInt32(tuples.at, bytes);
  const start = tuples.at + 4;
  for (let byte = 0; byte < bytes; byte += 1) {
    if (!addHex(text, 2 + 2 * byte, tuples, start + byte)) return false;
  }
  tuples.at = start + bytes;
  return true;
}

function addHex(text: string, index: number, { bytes }: TupleBuffer, at: number): boolean {
  const high = hexValues[text.charCodeAt(index)] ?? 16;
  const low = hexValues[text.charCodeAt(index + 1)] ?? 16;
  bytes[at] = high * 16 + low;
  return high < 16 && low < 16;
}
