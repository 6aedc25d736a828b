import iconv from 'iconv-lite';
import type { Encoding } from '../encoding.js';
import { beyondAscii } from './beyond-ascii.js';
import type { CandidateEncoding } from './candidate-encodings.js';
import { impossible } from './fitting-candidates.js';
import { WordScores } from './word-scores.js';

/** An encoding in which all words decode, and how likely the text is that it makes of them. */
export interface RankedEncoding {
  /** Null for one that is not read here. */
  readonly encoding: Encoding | null;
  /** What the words are in it. */
  readonly text: string;
  /** The logarithm of how likely these words are. */
  readonly score: number;
}

/** What a byte of ASCII is worth that an encoding takes for the second half of a character. */
const innerAscii = 2.5;
/** A language that is seldom written in the encoding. */
const unusualLanguage = -3;
/** Few bytes are UTF-8 by accident, many are not: at most this. */
const perUtf8 = 6;
/** Of a script whose languages are not known here. */
const unknownCharacter = -9;

/**
 * Ranks the encodings in which words decode by how likely they are in the languages that are
 * written in them, the likeliest first. `words` are bytes beyond ASCII and what is joined to them,
 * as latin1.
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
  // Of those that make the same text, the most usual.
  const alike = candidates.flatMap(({ encoding }) =>
    ranked.filter(
      (one) => encoding !== null && one.encoding === encoding && one.text === best?.text,
    ),
  );
  if (alike.length === 0 && best !== undefined) return ranked;
  return [...alike, ...ranked.filter(({ text }) => text !== best?.text)];
}

/** Scores the words that a candidate makes. */
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

/** The words of a text; Vietnamese in windows-1258 has its tones apart. */
export function wordsOf(text: string): string[] {
  return text.normalize('NFC').split('\n');
}

function missingAscii(bytes: Buffer, text: string): number {
  let count = 0;
  for (const byte of bytes) if (byte < 0x80) count += 1;
  return count - (text.length - beyondAscii(text));
}
