import iconv from 'iconv-lite';
import type { CandidateEncoding } from './candidate-encodings.js';
import { impossible } from './fitting-candidates.js';
import { type RankedEncoding, scoreOf } from './ranked-encodings.js';
import { WordScores } from './word-scores.js';

/** Log likelihood of a word that does not decode. */
const damagedWord = -15;
const damagedShare = 0.1;

/**
 * Finds the encoding in which nearly all words decode, although some do not: a lost byte or a
 * truncated file must not make another encoding certain. Null where this explains nothing.
 *
 * @param best - The most likely encoding in which all words decode.
 */
export function damagedEncoding(
  words: readonly string[],
  candidates: readonly CandidateEncoding[],
  best: RankedEncoding,
): RankedEncoding | null {
  const joined = Buffer.from(words.join('\n'), 'latin1');
  const known = best.text.split('\n');
  const scores = new WordScores();
  let found: RankedEncoding | null = null;
  for (const candidate of candidates) {
    const lines = iconv.decode(joined, candidate.name, { stripBOM: false }).split('\n');
    const sound = lines.map((line) => !impossible.test(line));
    const text = lines.filter((_, index) => sound[index]).join('\n');
    const damaged = sound.filter((isSound) => !isSound).length;
    if (lines.length !== words.length || damaged === lines.length) continue;
    if (damaged > Math.max(1, damagedShare * lines.length)) continue;
    if (known.filter((_, index) => sound[index]).join('\n') === text) continue;
    const score =
      candidate.prior + scoreOf(candidate, text, scores) + damagedWord * Math.max(1, damaged);
    if (found === null || score > found.score) {
      found = { encoding: candidate.encoding, text: lines.join('\n'), score };
    }
  }
  return found;
}
