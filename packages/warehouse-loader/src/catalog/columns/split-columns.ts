/** Splits the names in rows into those that the table has and those that it does not have. */
export function splitColumns(
  names: Iterable<string>,
  allowed: ReadonlySet<string>,
): { readonly kept: readonly string[]; readonly dropped: readonly string[] } {
  const kept: string[] = [];
  const dropped: string[] = [];
  for (const name of new Set(names)) (allowed.has(name) ? kept : dropped).push(name);
  return { kept, dropped };
}
