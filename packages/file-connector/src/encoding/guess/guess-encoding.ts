import { isAscii, isUtf8 } from 'node:buffer';
import type { Encoding } from '../encoding.js';
import { beyondAscii } from './beyond-ascii.js';
import { candidates } from './candidate-encodings.js';
import { damagedEncoding } from './damaged-encoding.js';
import { fittingCandidates } from './fitting-candidates.js';
import { guessUtf16 } from './guess-utf16.js';
import { rankedEncodings, wordsOf } from './ranked-encodings.js';
import { WordScores } from './word-scores.js';
import { wordsBeyondAscii } from './words-beyond-ascii.js';

/** The possible encodings of bytes without a byte order mark. */
export interface EncodingGuess {
  /** Encodings in which all bytes decode, the most likely first. */
  readonly encodings: readonly Encoding[];
  /**
   * From 0 to 1. Above 0.5 the first one is correct, or decodes to the same text: where several
   * encodings decode to the same text, any of them is correct.
   */
  readonly confidence: number;
}

/** By how much the best text must be more likely than any other, as a logarithm. */
const certainMargin = 7;
/** Additional margin where only one word decides; half of it for two words. */
const oneWordMargin = 4;
/** A text less likely than this per character is in none of the languages, as a logarithm. */
const leastLikely = -9.5;
/** By how much a damaged text must be more likely than an undamaged one to be proposed first. */
const clearlyDamaged = 20;
/** This many non-ASCII characters are not valid UTF-8 by chance. */
const certainUtf8 = 8;
/** ISO-2022, HZ and UTF-7 consist of ASCII bytes, and are not supported. */
const shifted = /\x1b[$(]|~\{[\x21-\x7e]{2,}~\}|\+A[I-X](?:[\w+/]|[\w+/]{4}|[\w+/]{6})-/;

/**
 * Guesses the encoding of bytes by the statistics of the languages written in each: which decoded
 * text is the most likely, and by how much. For an unknown encoding, a damaged text or too little
 * text, the confidence is below 0.5.
 */
export function guessEncoding(sample: Buffer): EncodingGuess {
  if (sample.includes(0)) return guessUtf16(sample);
  if (isAscii(sample)) {
    const isShifted = shifted.test(sample.toString('latin1'));
    return { encodings: ['utf-8'], confidence: isShifted ? 0 : 1 };
  }
  if (isUtf8(sample) && beyondAscii(sample.toString('utf8')) >= certainUtf8) {
    return { encodings: ['utf-8'], confidence: 1 };
  }
  const words = wordsBeyondAscii(sample);
  const fitting = fittingCandidates(sample);
  const ranked = rankedEncodings(words, fitting);
  const [best] = ranked;
  if (best === undefined) return { encodings: mostlyUtf8(sample) ? ['utf-8'] : [], confidence: 0 };
  const others = candidates.filter((one) => !fitting.includes(one));
  const damaged = damagedEncoding(words, others, best);
  const encodings = ranked.flatMap(({ encoding }) => (encoding === null ? [] : [encoding]));
  if (best.encoding === null) return { encodings, confidence: 0 };
  if (mostlyUtf8(sample) && best.encoding !== 'utf-8') {
    return { encodings: ['utf-8', ...encodings], confidence: 0 };
  }
  if (
    damaged !== null &&
    damaged.encoding !== null &&
    damaged.score > best.score + clearlyDamaged
  ) {
    return { encodings: [damaged.encoding, ...encodings], confidence: 0 };
  }
  const rival = ranked.find(({ text }) => text !== best.text);
  const margin = best.score - Math.max(rival?.score ?? -Infinity, damaged?.score ?? -Infinity);
  const needed = certainMargin + (best.encoding === 'utf-8' ? 0 : oneWordMargin / words.length);
  const isLikely =
    best.score >= leastLikely * beyondAscii(best.text) &&
    !ranked.some(({ text }) => text !== best.text && withCedillas(text) === best.text) &&
    new WordScores().areNatural(wordsOf(best.text));
  return { encodings, confidence: confidenceOf(margin, needed, isLikely) };
}

/** The Romanian letters of ISO 8859-16 and those of ISO 8859-2 with the same bytes. */
function withCedillas(text: string): string {
  return text.replace(/[ȘșȚț]/g, (letter) => 'ŞşŢţ'.charAt('ȘșȚț'.indexOf(letter)));
}

/** Leaves a gap, so that an uncertain result does not look certain. */
function confidenceOf(margin: number, needed: number, isLikely: boolean): number {
  if (margin >= needed && isLikely) return 1 - 0.1 * Math.exp((needed - margin) / 10);
  return 0.5 * Math.max(0, Math.min(1, margin / needed));
}

/** Returns whether a text is damaged UTF-8, which excludes every other encoding. */
function mostlyUtf8(sample: Buffer): boolean {
  const text = sample.toString('utf8');
  const damaged = text.split('\ufffd').length - 1;
  const isCut = damaged === 1 && /\ufffd\s*$/.test(text) && beyondAscii(text) > 2;
  return isCut || (beyondAscii(text) >= 10 * damaged && damaged > 0);
}
