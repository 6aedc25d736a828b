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

/** What the encoding of bytes without a byte order mark may be. */
export interface EncodingGuess {
  /** Encodings in which all of the bytes decode, the likeliest first. */
  readonly encodings: readonly Encoding[];
  /**
   * From 0 to 1. Above a half the first of them is the one, or makes the same text: where several
   * encodings make the same of the bytes, any of them is right.
   */
  readonly confidence: number;
}

/** By how much the best text must be likelier than any other: the logarithm. */
const certainMargin = 7;
/** By how much more where that rests on one word; on two, half of it. */
const oneWordMargin = 4;
/** A text less likely than this a character is in none of the languages: the logarithm. */
const leastLikely = -9.5;
/** By how much a text with damage must be likelier than one without to be proposed first. */
const clearlyDamaged = 20;
/** This many characters beyond ASCII are not UTF-8 by accident. */
const certainUtf8 = 8;
/** ISO-2022, HZ and UTF-7 are made of ASCII bytes, and are not read here. */
const shifted = /\x1b[$(]|~\{[\x21-\x7e]{2,}~\}|\+A[I-X](?:[\w+/]|[\w+/]{4}|[\w+/]{6})-/;

/**
 * Guesses the encoding of bytes by the languages that are written in each: which of the texts is
 * the likeliest, and by how much. Bytes of an unknown encoding, of a damaged text or of too little
 * text have a confidence below a half.
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

/** The letters of Romanian in ISO 8859-16, as ISO 8859-2 has them: the same bytes. */
function withCedillas(text: string): string {
  return text.replace(/[ȘșȚț]/g, (letter) => 'ŞşŢţ'.charAt('ȘșȚț'.indexOf(letter)));
}

/** Leaves a gap, so that what is not certain does not look so. */
function confidenceOf(margin: number, needed: number, isLikely: boolean): number {
  if (margin >= needed && isLikely) return 1 - 0.1 * Math.exp((needed - margin) / 10);
  return 0.5 * Math.max(0, Math.min(1, margin / needed));
}

/** Tells whether a text is UTF-8 but for some damage: then it is nothing else. */
function mostlyUtf8(sample: Buffer): boolean {
  const text = sample.toString('utf8');
  const damaged = text.split('\ufffd').length - 1;
  const isCut = damaged === 1 && /\ufffd\s*$/.test(text) && beyondAscii(text) > 2;
  return isCut || (beyondAscii(text) >= 10 * damaged && damaged > 0);
}
