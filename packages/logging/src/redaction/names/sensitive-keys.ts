import { wordsOf } from './name-words.js';
import {
  fileName,
  harmlessEnds,
  harmlessLetters,
  harmlessOwners,
  questions,
  sensitiveEnds,
  sensitiveLetters,
  sensitiveWords,
  tokenCounts,
} from './sensitive-words.js';

const known = new Map<string, boolean>();
const maximumKnown = 2000;
const longestKnown = 256;

/** Of a longer name, this many characters are read, half from each end. */
const longestRead = 1024;
const half = longestRead / 2;

/**
 * Returns whether the value under a name is a secret, with any case and separators: `DB_PASSWORD`,
 * `dbPass`, `x-api-key`, `AccountKey`, `Set-Cookie`, `WDH_HASH_SALT`, `DATABASE_URL`.
 *
 * Only whole words count, so `bypass`, `secretary`, `primaryKey` and `tokenCount` are harmless.
 */
export function isSensitiveKey(key: string): boolean {
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  const words = wordsOf(key.length > longestRead ? key.slice(0, half) + key.slice(-half) : key);
  const isSensitive = holdsSecret(words) && !isAboutSecret(words) && !fileName.test(key);
  // Names repeat, but may be many and long.
  if (known.size >= maximumKnown) known.clear();
  if (key.length <= longestKnown) known.set(key, isSensitive);
  return isSensitive;
}

function holdsSecret(words: readonly string[]): boolean {
  const [last = '', owner = ''] = words.slice(-2).toReversed();
  const isHarmless = harmlessOwners[last]?.has(owner) === true;
  return (
    (last === 'key' && owner !== '' && !isHarmless) ||
    (sensitiveEnds.has(last) && !isHarmless) ||
    words.some((word) => sensitiveWords.has(word)) ||
    sensitiveLetters.test(words.join(''))
  );
}

/** `tokenCount`, `password_file` and `max_tokens` describe a secret, and are not secrets. */
function isAboutSecret(words: readonly string[]): boolean {
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  if (last === 'tokens' && tokenCounts.has(first)) return true;
  if (questions.has(first)) return true;
  return words.length > 1 ? isAspect(words) : harmlessLetters.test(first);
}

/** A database URL ends with `url`, but is a secret. */
function isAspect(words: readonly string[]): boolean {
  const rest = words.slice(0, -1);
  return harmlessEnds.has(words.at(-1) ?? '') && holdsSecret(rest);
}
