/** Describes which cells are null. */
export function describeNulls({
  nullValues,
  nullQuoted = false,
}: {
  readonly nullValues: readonly string[];
  readonly nullQuoted?: boolean | undefined;
}): string {
  const texts = nullValues.filter((text) => text !== '').map((text) => JSON.stringify(text));
  const cells = nullValues.includes('') ? ['empty cells'] : ['empty cells of columns without text'];
  return [...cells, ...texts].join(', ') + (nullQuoted ? ', also in quotes' : '');
}
