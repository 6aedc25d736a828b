const delimiters: readonly (readonly [character: string, name: string, option: string])[] = [
  [';', 'a semicolon', "';'"],
  ['\t', 'a tab', "'\\t'"],
  ['|', 'a vertical bar', "'|'"],
  [',', 'a comma', "','"],
];

/**
 * Detects a probable wrong delimiter: the header is one column, whose name contains another
 * delimiter. Null where this is not the case, or where `columns` names that column.
 */
export function wrongDelimiter(
  names: readonly string[],
  columns: readonly string[] | undefined,
  delimiter: string,
): string | null {
  const [name = ''] = names;
  if (names.length !== 1 || columns?.includes(name) === true) return null;
  const count = (character: string): number => name.split(character).length - 1;
  const [found] = delimiters
    .filter(([character]) => character !== delimiter && count(character) > 0)
    .sort(([one], [other]) => count(other) - count(one));
  if (found === undefined) return null;
  const [, called, option] = found;
  return `it is one column, whose name contains ${called}: set delimiter: ${option} (detectDialect proposes a dialect), or name that one column in columns`;
}
