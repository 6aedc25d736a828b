import iconv from 'iconv-lite';
import { candidates, type CandidateEncoding } from './candidate-encodings.js';

const manyBytes: readonly string[] = ['utf-8', 'gb18030', 'shift_jis', 'big5', 'euc-kr', 'euc-jp'];
/** Control characters of C1, private characters, and what does not decode. */
export const impossible = /[\u0080-\u009f\ue000-\uf8ff\ufffd]/;

/** Finds the encodings in which all of the bytes decode to what occurs in a text. */
export function fittingCandidates(sample: Buffer): CandidateEncoding[] {
  const different = Buffer.from([...new Set(sample)]);
  return candidates.filter(({ name }) => {
    const bytes = manyBytes.includes(name) ? sample : different;
    return !impossible.test(iconv.decode(bytes, name, { stripBOM: false }));
  });
}
