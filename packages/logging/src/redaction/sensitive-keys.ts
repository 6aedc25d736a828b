/** Words that make a name sensitive, wherever they stand in it; compared without separators. */
const sensitiveWords = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'secret',
  'token',
  'api_?key',
  'access_?key',
  'private_?key',
  'authorization',
  'cookie',
  'credential',
] as const;

/** Names that are sensitive as a whole, or too short to be looked for inside others. */
const sensitiveNames =
  /^(?:pass|auth|bearer|jwt|salt|wdh.*salt|.*dsn|.*databaseurl|.*connection(?:string|ur[il]))$/;

const sensitivePart = new RegExp(sensitiveWords.join('|').replaceAll('_?', ''));

/** The sensitive words as they stand in running text, with any separator inside: `api-key`. */
export const sensitiveWordsInText = sensitiveWords.join('|').replaceAll('_?', '[-_. ]?');

const known = new Map<string, boolean>();
const maximumKnown = 2000;
const longestKnown = 256;

/**
 * Tells whether the value under a name is a secret, whatever the case and the separators:
 * `DB_PASSWORD`, `apiKey`, `x-api-key`, `Set-Cookie`, `WDH_HASH_SALT`, `DATABASE_URL`.
 */
export function isSensitiveKey(key: string): boolean {
  const answer = known.get(key);
  if (answer !== undefined) return answer;
  const letters = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  const isSensitive = sensitivePart.test(letters) || sensitiveNames.test(letters);
  // Names repeat, but nothing says that they are few or short.
  if (known.size >= maximumKnown) known.clear();
  if (key.length <= longestKnown) known.set(key, isSensitive);
  return isSensitive;
}
