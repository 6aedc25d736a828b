import { frequentCharacters } from '../statistics/frequent-characters.js';

/** A language that is written with more than an alphabet. */
export type IdeographicLanguage = keyof typeof frequentCharacters;

const ranks = new Map<IdeographicLanguage, ReadonlyMap<string, number>>();
/** Half-width katakana beside a letter indicate another encoding. */
const besideHalfWidth = -8;
/** `A座` and `T恤` occur, `K畩ln` does not. */
const besideCapital = -3;
/** `盥ｬ`: other characters are rarely next to half-width ones. */
const joinedToHalfWidth = -5;
const besideSmallLetter = -5;
const halfWidth = /[\uff61-\uff9f]/;
const smallKana = /[\uff67-\uff6f]/;

/** Scores a text by the logarithm of the frequency of its characters in a language. */
export function ideographicScore(language: IdeographicLanguage, text: string): number {
  const rankOf = ranksOf(language);
  let score = 0;
  let before = ' ';
  for (const character of text) {
    const isWide = character > '\x7f';
    if (isWide !== before > '\x7f') {
      score += isWide ? besideLetter(before, character) : besideLetter(character, before);
    }
    const isJoined =
      isWide && before > '\x7f' && halfWidth.test(before) !== halfWidth.test(character);
    if (isJoined) score += joinedToHalfWidth;
    if (isWide) score += characterScore(language, rankOf, character);
    before = character;
  }
  return score;
}

function besideLetter(character: string, wide: string): number {
  if (halfWidth.test(wide)) return /[A-Za-z]/.test(character) ? besideHalfWidth : 0;
  if (/[a-z]/.test(character)) return besideSmallLetter;
  return /[A-Z]/.test(character) ? besideCapital : 0;
}

function characterScore(
  language: IdeographicLanguage,
  rankOf: ReadonlyMap<string, number>,
  character: string,
): number {
  const isHalf = halfWidth.test(character);
  const whole = isHalf ? character.normalize('NFKC') : character;
  if (whole === '\u3099' || whole === '\u309a') return -3;
  const rank = rankOf.get(whole);
  if (rank === undefined) return unranked(language, whole.codePointAt(0) ?? 0);
  // There are few half-width characters, so each is frequent in such a text.
  const half = smallKana.test(character) ? -5 : -3;
  return isHalf ? half - Math.log(rank + 1) / 2 : -Math.log((rank + 12) * 6.5);
}

/** Returns the likelihood of an infrequent character by its Unicode block. */
function unranked(language: IdeographicLanguage, code: number): number {
  if (code >= 0x4e00 && code < 0xa000) return language === 'ko' ? -13 : -10.5;
  if (code >= 0xac00 && code < 0xd7b0) return language === 'ko' ? -10.5 : -14;
  if (code >= 0x3000 && code < 0x3100) return language === 'ja' ? -9 : -12;
  return code >= 0xff00 && code < 0xff61 ? -9 : -15;
}

function ranksOf(language: IdeographicLanguage): ReadonlyMap<string, number> {
  const found = ranks.get(language);
  if (found !== undefined) return found;
  const made = new Map(
    Array.from(frequentCharacters[language], (one, rank) => [one, rank] as const),
  );
  ranks.set(language, made);
  return made;
}
