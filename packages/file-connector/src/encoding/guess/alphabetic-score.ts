import { letterPairs, pairLevels } from '../statistics/letter-pairs.js';
import { letter, symbolScore } from './symbol-score.js';

/** A language with known letter pairs. */
export type AlphabeticLanguage = keyof typeof letterPairs;

/** The parts of a word that are scored. */
export interface WordShape {
  /**
   * Pairs of lower case letters, at least one of them non-ASCII; a blank marks the start or end of
   * the word.
   */
  readonly pairs: readonly string[];
  /** The score of the rest, which is the same in every language. */
  readonly score: number;
  /** The score of the least likely symbol. */
  readonly worst: number;
}

/** A letter of the language in an unseen position. */
const unseenPair = -8;
/** A letter that is not in the language. */
const foreignLetter = -12;
const afterForeignLetter = -4;
/** A capital inside a word, which a wrong encoding makes of lower case letters. */
const strayCapital = -4;

/** Splits a word into the parts that {@link alphabeticScore} scores. */
export function wordShape(word: string): WordShape {
  const pairs: string[] = [];
  let score = 0;
  let worst = 0;
  let one = blank;
  let two = blank;
  for (let index = 0; index <= word.length; index += 1) {
    const three = characterShape(word[index] ?? ' ');
    if (three.isSymbol) {
      const symbol = symbolScore(word, index);
      score += symbol;
      worst = Math.min(worst, symbol);
    }
    if (three.small > '\x7f' || two.small > '\x7f') pairs.push(two.small + three.small);
    if (isStrayCapital(one, two, three)) score += strayCapital;
    [one, two] = [two, three];
  }
  return { pairs, score, worst };
}

/**
 * Scores a word by its likelihood in a language: the logarithm of the likelihood of its non-ASCII
 * letters, each by the letters before and after it.
 */
export function alphabeticScore(language: AlphabeticLanguage, { pairs, score }: WordShape): number {
  const likelihood = likelihoodIn(language);
  return pairs.reduce(
    (sum, pair) => sum + (likelihood.get(pair) ?? unseen(pair, likelihood)),
    score,
  );
}

function unseen(pair: string, likelihood: ReadonlyMap<string, number>): number {
  const [before = ' ', small = ' '] = pair;
  if (small > '\x7f' && !likelihood.has(small)) return foreignLetter;
  return before > '\x7f' && !likelihood.has(before) ? afterForeignLetter : unseenPair;
}

/** Finds `éÉ` and `PÜge`, but neither `DÜSSELDORF` nor `Éva`: one of the two letters is non-ASCII. */
function isStrayCapital(one: CharacterShape, two: CharacterShape, three: CharacterShape): boolean {
  if (three.isCapital && two.isSmall) return three.small > '\x7f' || two.small > '\x7f';
  return one.isCapital && two.isCapital && three.isSmall && two.small > '\x7f';
}

interface CharacterShape {
  /** Returns the lower case letter; a blank for other characters. */
  readonly small: string;
  readonly isCapital: boolean;
  readonly isSmall: boolean;
  /** Returns whether a character is non-ASCII and not a letter. */
  readonly isSymbol: boolean;
}

/** A dotted capital i has no single lower case code point; older texts use a cedilla instead of a comma. */
function smallLetter(character: string): string {
  const small = character.toLowerCase();
  if (small === 'ș') return 'ş';
  if (small === 'ț') return 'ţ';
  return small.length === 1 ? small : character;
}

const blank: CharacterShape = { small: ' ', isCapital: false, isSmall: false, isSymbol: false };
const shapes = new Map<string, CharacterShape>();

/** Caches the shape of each of the 65,536 code units. */
function characterShape(character: string): CharacterShape {
  const found = shapes.get(character);
  if (found !== undefined) return found;
  const isLetter = letter.test(character);
  const made = {
    small: isLetter ? smallLetter(character) : ' ',
    isCapital: isLetter && character !== character.toLowerCase(),
    isSmall: isLetter && character !== character.toUpperCase(),
    isSymbol: !isLetter && character > '\x7f',
  };
  shapes.set(character, made);
  return made;
}

const known = new Map<AlphabeticLanguage, ReadonlyMap<string, number>>();

/** Returns the likelihood of pairs, and of the single letters that occur in them. */
function likelihoodIn(language: AlphabeticLanguage): ReadonlyMap<string, number> {
  const found = known.get(language);
  if (found !== undefined) return found;
  const made = new Map<string, number>();
  for (const [level, pairs] of letterPairs[language].split('|').entries()) {
    for (let index = 0; index < pairs.length; index += 2) {
      made.set(pairs.slice(index, index + 2), pairLevels[level] ?? unseenPair);
      made.set(pairs.charAt(index), 0).set(pairs.charAt(index + 1), 0);
    }
  }
  known.set(language, made);
  return made;
}
