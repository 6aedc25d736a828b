/**
 * Splits a name into its words, in lower case and without trailing digits: `DBPass2` is `db pass`,
 * `x-api-key` is `x api key`, `PGPASSWORD` is `pgpassword`.
 */
export function wordsOf(name: string): readonly string[] {
  return name
    .normalize('NFKC')
    .replace(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu, ' ')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/(?<!\d)\d+$/, ''))
    .filter((word) => word !== '');
}
