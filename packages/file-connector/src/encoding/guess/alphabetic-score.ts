import { letterPairs, pairLevels } from '../statistics/letter-pairs.js';
import { letter, symbolScore } from './symbol-score.js';

/** A language of which letter pairs are known. */
export type AlphabeticLanguage = keyof typeof letterPairs;

/** What of a word is scored. */
export interface WordShape {
  /** Pairs of small letters, one of them beyond ASCII; a blank is an end of the word. */
  readonly pairs: readonly string[];
  /** The score of the rest, which is the same in each language. */
  readonly score: number;
  /** The score of the least likely symbol. */
  readonly worst: number;
}

/** A letter that the language has, where it has not been seen. */
const unseenPair = -8;
/** A letter that the language does not have. */
const foreignLetter = -12;
const afterForeignLetter = -4;
/** A capital inside a word, as another encoding makes of small letters. */
const strayCapital = -4;

/** Takes a word apart for {@link alphabeticScore}. */
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
 * Scores a word by how likely it is in a language: the logarithm of the likelihood of its letters
 * beyond ASCII, each by the letter before it and the one behind it.
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

/** Finds `éÉ` and `PÜge`, but neither `DÜSSELDORF` nor `Éva`: one of them is beyond ASCII. */
function isStrayCapital(one: CharacterShape, two: CharacterShape, three: CharacterShape): boolean {
  if (three.isCapital && two.isSmall) return three.small > '\x7f' || two.small > '\x7f';
  return one.isCapital && two.isCapital && three.isSmall && two.small > '\x7f';
}

interface CharacterShape {
  /** The small letter; a blank where it is none. */
  readonly small: string;
  readonly isCapital: boolean;
  readonly isSmall: boolean;
  /** Whether it is beyond ASCII, and no letter. */
  readonly isSymbol: boolean;
}

/** A dotted capital i has no small letter of its own; older texts have a cedilla for a comma. */
function smallLetter(character: string): string {
  const small = character.toLowerCase();
  if (small === 'ș') return 'ş';
  if (small === 'ț') return 'ţ';
  return small.length === 1 ? small : character;
}

const blank: CharacterShape = { small: ' ', isCapital: false, isSmall: false, isSymbol: false };
const shapes = new Map<string, CharacterShape>();

/** Keeps the shape of each code unit, of which there are 65,536. */
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

/** The likelihood of pairs, with the single letters that occur in them. */
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
