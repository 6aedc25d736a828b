import iconv from 'iconv-lite';
import type { Encoding } from '../encoding.js';
import { beyondAscii } from './beyond-ascii.js';
import type { CandidateEncoding } from './candidate-encodings.js';
import { impossible } from './fitting-candidates.js';
import { WordScores } from './word-scores.js';

/** An encoding in which all words decode, and the likelihood of the decoded text. */
export interface RankedEncoding {
  /** Null for one that is not supported. */
  readonly encoding: Encoding | null;
  /** The decoded words. */
  readonly text: string;
  /** Log likelihood of these words. */
  readonly score: number;
}

/** Log likelihood of an ASCII byte that is the second half of a character. */
const innerAscii = 2.5;
/** A language that is rarely written in the encoding. */
const unusualLanguage = -3;
/** Maximum bonus for UTF-8: many bytes are not valid UTF-8 by chance. */
const perUtf8 = 6;
/** For a script whose languages have no statistics. */
const unknownCharacter = -9;

/**
 * Ranks the encodings in which words decode by the likelihood of the words in the languages of each
 * encoding, the most likely first. `words` are non-ASCII bytes and the bytes joined to them, as
 * latin1.
 */
export function rankedEncodings(
  words: readonly string[],
  candidates: readonly CandidateEncoding[],
): RankedEncoding[] {
  const joined = Buffer.from(words.join('\n'), 'latin1');
  const scores = new WordScores();
  const ranked = candidates
    .flatMap((candidate): RankedEncoding[] => {
      const { encoding, name, prior } = candidate;
      const text = iconv.decode(joined, name, { stripBOM: false });
      if (impossible.test(text)) return [];
      const score =
        prior + scoreOf(candidate, text, scores) + innerAscii * missingAscii(joined, text);
      return [{ encoding, text, score }];
    })
    .sort((one, other) => other.score - one.score);
  const [best] = ranked;
  // The most common of those with the same text.
  const alike = candidates.flatMap(({ encoding }) =>
    ranked.filter(
      (one) => encoding !== null && one.encoding === encoding && one.text === best?.text,
    ),
  );
  if (alike.length === 0 && best !== undefined) return ranked;
  return [...alike, ...ranked.filter(({ text }) => text !== best?.text)];
}

/** Scores the words decoded with a candidate. */
export function scoreOf(
  { encoding, languages }: CandidateEncoding,
  text: string,
  scores: WordScores,
): number {
  const score = scores.scoreOf(wordsOf(text), (language) =>
    languages === null || languages.includes(language) ? 0 : unusualLanguage,
  );
  if (encoding !== 'utf-8') return score;
  const count = beyondAscii(text);
  const isApart = !/[A-Za-z]/.test(text);
  return (
    Math.min(perUtf8, 2 * count) + (isApart ? Math.max(score, unknownCharacter * count) : score)
  );
}

/** Splits a text into words; Vietnamese in windows-1258 has separate tone marks. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFC').split('\n');
}

function missingAscii(bytes: Buffer, text: string): number {
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count += 1;
  return count - (text.length - beyondAscii(text));
}
