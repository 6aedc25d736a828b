/** Groups things by their series, in the order of the first of each. */
export function bySeries<Item extends { readonly series: string }>(
  items: readonly Item[],
): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.series);
    if (group === undefined) groups.set(item.series, [item]);
    else group.push(item);
  }
  return groups;
}
