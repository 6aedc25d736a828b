import iconv from 'iconv-lite';
import { candidates, type CandidateEncoding } from './candidate-encodings.js';

const manyBytes: readonly string[] = ['utf-8', 'gb18030', 'shift_jis', 'big5', 'euc-kr', 'euc-jp'];
/** C1 control characters, private use characters, and replacement characters. */
export const impossible = /[\u0080-\u009f\ue000-\uf8ff\ufffd]/;

/** Finds the encodings in which all bytes decode to characters of ordinary text. */
export function fittingCandidates(sample: Buffer): CandidateEncoding[] {
  const different = Buffer.from([...new Set(sample)]);
  return candidates.filter(({ name }) => {
    const bytes = manyBytes.includes(name) ? sample : different;
    return !impossible.test(iconv.decode(bytes, name, { stripBOM: false }));
  });
}
