const delimiters: readonly (readonly [character: string, name: string, option: string])[] = [
  [';', 'a semicolon', "';'"],
  ['\t', 'a tab', "'\\t'"],
  ['|', 'a vertical bar', "'|'"],
  [',', 'a comma', "','"],
];

/**
 * Finds that a file is likely read with a wrong delimiter: its header is one column, whose name
 * holds another delimiter. Null where it is not so, or where `columns` names that column.
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
  return `it is one column, whose name holds ${called}: give delimiter: ${option} (detectDialect proposes a dialect), or name that one column in columns`;
}
