import { WdhError } from '@wdh/pipeline-core';
import type { Encoding } from './encoding.js';

const marks: readonly (readonly [mark: readonly number[], encoding: Encoding | 'utf-32'])[] = [
  // Before utf-16le, whose mark it begins with.
  [[0xff, 0xfe, 0x00, 0x00], 'utf-32'],
  [[0x00, 0x00, 0xfe, 0xff], 'utf-32'],
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x84, 0x31, 0x95, 0x33], 'gb18030'],
];

/**
 * Tells the encoding of a text by its byte order mark, and by what the caller says. Without either
 * it is UTF-8.
 *
 * @param head - The first bytes, four or more unless there are fewer.
 * @throws WdhError `INVALID_ENCODING` (file) when both say different things, for UTF-32, and for
 *   what can only be UTF-16 without a mark.
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
      `is ${marked} by its byte order mark, but the option encoding says ${wanted}. Correct the option, or leave it out`,
    );
  }
  if (marked === null && wanted === undefined) {
    const unmarked = unmarkedUtf16(head);
    if (unmarked !== null) {
      throw invalidEncoding(
        path,
        `looks like ${unmarked} without a byte order mark. Say so with the option encoding`,
      );
    }
  }
  return marked ?? wanted ?? 'utf-8';
}

/** Tells the encoding that a byte order mark stands for; null where there is none. */
export function markedEncoding(head: Buffer): Encoding | 'utf-32' | null {
  const found = marks.find(([mark]) => mark.every((byte, index) => head[index] === byte));
  return found?.[1] ?? null;
}

/** Every second byte of a header in ASCII is zero. */
function unmarkedUtf16(head: Buffer): Encoding | null {
  if (head.length < 4) return null;
  const [isZero0, isZero1, isZero2, isZero3] = [...head.subarray(0, 4)].map((byte) => byte === 0);
  if (isZero0 === isZero1 || isZero0 !== isZero2 || isZero1 !== isZero3) return null;
  return isZero0 === true ? 'utf-16be' : 'utf-16le';
}

function invalidEncoding(path: string, problem: string): WdhError {
  return new WdhError(`${path} ${problem}.`, { code: 'INVALID_ENCODING', category: 'file' });
}
