import { alphabeticScore, type AlphabeticLanguage, wordShape } from './alphabetic-score.js';
import { beyondAscii } from './beyond-ascii.js';
import { ideographicScore, type IdeographicLanguage } from './ideographic-score.js';

/** A language with statistics to score a text. */
export type Language = AlphabeticLanguage | IdeographicLanguage;

const latin: readonly AlphabeticLanguage[] = [
  ...(['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ca', 'da', 'nb', 'sv', 'fi', 'is'] as const),
  ...([
    'et',
    'lv',
    'lt',
    'pl',
    'cs',
    'sk',
    'hu',
    'hr',
    'sl',
    'ro',
    'sq',
    'tr',
    'vi',
    'az',
  ] as const),
];
const alphabets: readonly (readonly [script: RegExp, of: readonly AlphabeticLanguage[]])[] = [
  [/[\u00c0-\u024f\u0300-\u036f\u1e00-\u1eff]/, latin],
  [/[\u0370-\u03ff]/, ['el']],
  [/[\u0400-\u052f]/, ['ru', 'uk', 'bg', 'sr', 'mk', 'be', 'kk']],
  [/[\u0530-\u058f]/, ['hy']],
  [/[\u10a0-\u10ff]/, ['ka']],
  [/[\u0590-\u05ff]/, ['he']],
  [/[\u0600-\u06ff]/, ['ar', 'fa', 'ur']],
  [/[\u0e00-\u0e7f]/, ['th']],
];
const ideographs = /[\u3000-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]/;
const ideographic: readonly IdeographicLanguage[] = ['zh-Hans', 'zh-Hant', 'ja', 'ko'];
/** Penalty for a word in another language than that of the file. */
const otherLanguage = -4;
/** A word less likely than this per character is in no language. */
const oddWord = -13.5;
const oddShare = 0.05;
const manyWords = 12;
/** A symbol less likely than this is a letter of another encoding. */
const oddSymbol = -14;

/** Scores words by their possible languages. */
export class WordScores {
  /** Many encodings decode a word to the same text. */
  readonly #known = new Map<string, ReadonlyMap<Language, number>>();

  /**
   * Scores words by the one language that explains them best, as a log likelihood.
   *
   * @param priorOf - Returns the log likelihood of the language.
   */
  scoreOf(words: readonly string[], priorOf: (language: Language) => number): number {
    const scores = words.map((word) => this.#scoresOf(word));
    const best = scores.map((of) => Math.max(...of.values()) + otherLanguage);
    const languages = new Set(scores.flatMap((of) => [...of.keys()]));
    let highest = -Infinity;
    for (const language of languages) {
      let total = priorOf(language);
      for (const [index, of] of scores.entries()) {
        total += Math.max(of.get(language) ?? -Infinity, best[index] ?? -Infinity);
      }
      highest = Math.max(highest, total);
    }
    return highest;
  }

  /** Returns whether the words are text: few are in no language, and none has a symbol inside. */
  areNatural(words: readonly string[]): boolean {
    let oddCount = 0;
    for (const word of words) {
      if (Math.max(...this.#scoresOf(word).values()) < oddWord * beyondAscii(word)) oddCount += 1;
      if (!ideographs.test(word) && wordShape(word).worst < oddSymbol) return false;
    }
    // Foreign names occur occasionally.
    return oddCount <= Math.max(oddShare * words.length, words.length < manyWords ? 0 : 1);
  }

  #scoresOf(word: string): ReadonlyMap<Language, number> {
    const found = this.#known.get(word);
    if (found !== undefined) return found;
    const made = scoresByLanguage(word);
    this.#known.set(word, made);
    return made;
  }
}

function scoresByLanguage(word: string): ReadonlyMap<Language, number> {
  const made = new Map<Language, number>();
  if (ideographs.test(word)) {
    for (const language of ideographic) made.set(language, ideographicScore(language, word));
  }
  const found = alphabets.flatMap(([script, of]) => (script.test(word) ? of : []));
  const shape = wordShape(word);
  for (const language of found) made.set(language, alphabeticScore(language, shape));
  return made.size > 0 ? made : new Map([['en', alphabeticScore('en', shape)]]);
}
