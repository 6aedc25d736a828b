import { WdhError } from '@wdh/pipeline-core';
import type { Encoding } from './encoding.js';

const marks: readonly (readonly [mark: readonly number[], encoding: Encoding | 'utf-32'])[] = [
  // Before utf-16le, whose mark is a prefix of this one.
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x84, 0x31, 0x95, 0x33], 'gb18030'],
];

/**
 * Determines the encoding of a text from its byte order mark and the caller's option. Without
 * either it is UTF-8.
 *
 * @param head - The first bytes, `judgedBytes` or more unless there are fewer.
 * @throws WdhError `INVALID_ENCODING` (file) when the two contradict each other, for UTF-32, and
 * for text that can only be UTF-16 without a mark.
 * @see https://www.unicode.org/faq/utf_bom
 */
export function detectEncoding(head: Buffer, wanted: Encoding | undefined, path: string): Encoding {
  const marked = markedEncoding(head);
  if (marked === 'utf-32') {
    throw invalidEncoding(path, 'is UTF-32 by its byte order mark. Convert it to UTF-8');
  }
  if (marked !== null && wanted !== undefined && marked !== wanted) {
    throw invalidEncoding(
      path,
      `is ${marked} by its byte order mark, but the option encoding says ${wanted}. Correct or omit the option`,
    );
  }
  if (marked === null && wanted === undefined) {
    if (isUnmarkedUtf32(head))
      throw invalidEncoding(path, 'looks like UTF-32. Convert it to UTF-8');
    const unmarked = unmarkedUtf16(head);
    if (unmarked !== null) {
      throw invalidEncoding(
        path,
        `looks like ${unmarked} without a byte order mark. Set the option encoding`,
      );
    }
  }
  return marked ?? wanted ?? 'utf-8';
}

/** Returns the encoding of a byte order mark; null where there is none. */
export function markedEncoding(head: Buffer): Encoding | 'utf-32' | null {
  const found = marks.find(([mark]) => mark.every((byte, index) => head[index] === byte));
  return found?.[1] ?? null;
}

/** How many bytes {@link detectEncoding} examines. */
export const judgedBytes = 512;

/** Every second byte of an ASCII character is zero, which does not occur in other text. */
function unmarkedUtf16(head: Buffer): Encoding | null {
  const judged = head.subarray(0, judgedBytes);
  const zeros = [0, 0];
  for (const [index, byte] of judged.entries())
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // A cell may contain a NUL; UTF-16 text has one for each delimiter, digit and newline.
  if (judged.length < 4 || Math.min(even, odd) > 0 || (even + odd) * 8 < judged.length) return null;
  return even > odd ? 'utf-16be' : 'utf-16le';
}

/** Two of the four bytes of a usual character are zero, the others not both. */
function isUnmarkedUtf32(head: Buffer): boolean {
  const count = Math.floor(Math.min(head.length, judgedBytes) / 4);
  const isUtf32 = (zeros: number, others: number): boolean => {
    for (let at = 0; at < 4 * count; at += 4) {
      if (head.readUInt16LE(at + zeros) !== 0 || head.readUInt16LE(at + others) === 0) return false;
    }
    return count >= 2;
  };
  return isUtf32(2, 0) || isUtf32(0, 2);
}

function invalidEncoding(path: string, problem: string): WdhError {
  return new WdhError(`${path} ${problem}.`, { code: 'INVALID_ENCODING', category: 'file' });
}
