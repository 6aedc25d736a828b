/** Returns what is wrong with the options that list names and texts; null where nothing is. */
export function namesProblem(lists: {
  readonly columns?: readonly string[] | undefined;
  readonly nullValues?: readonly string[] | undefined;
}): string | null {
  const { columns, nullValues } = lists;
  for (const [name, list] of Object.entries({ columns, nullValues })) {
    if (list !== undefined && !Array.isArray(list)) return `${name} must be an array of strings`;
  }
  if (columns !== undefined && new Set(columns).size < Math.max(1, columns.length)) {
    return 'columns must name at least one column, and no column twice';
  }
  return null;
}
