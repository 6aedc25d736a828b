import { type Encoding } from '../../encoding/encoding.js';
import { pieceDecoder } from '../../encoding/piece-decoder.js';

/** Asked in this order: those that refuse the most come first. */
const candidates: readonly Encoding[] = [
  'utf-8',
  'gb18030',
  'shift_jis',
  'euc-kr',
  'big5',
  'windows-1252',
];

/**
 * Tells in which encodings all of the bytes decode. That a text decodes does not make it that
 * encoding: only UTF-8, when it holds more than ASCII, is all but certain, so it is then alone.
 */
export function fittingEncodings(sample: Buffer): Encoding[] {
  const fitting = candidates.filter((encoding) => {
    const decoder = pieceDecoder(encoding);
    decoder.decode(sample);
    decoder.end();
    return !decoder.hasSeenUndecodable;
  });
  return fitting[0] === 'utf-8' ? ['utf-8'] : fitting;
}
