/**
 * Returns a selection after one item was clicked: the item changes, and with Shift all items from
 * the one before to it become as it is.
 */
export function select(
  chosen: ReadonlySet<string>,
  keys: readonly string[],
  click: { readonly key: string; readonly before: string | null; readonly isRange: boolean },
): ReadonlySet<string> {
  const isChosen = !chosen.has(click.key);
  const at = keys.indexOf(click.key);
  const from = click.before === null ? -1 : keys.indexOf(click.before);
  const range =
    click.isRange && from >= 0
      ? keys.slice(Math.min(at, from), Math.max(at, from) + 1)
      : [click.key];
  const next = new Set(chosen);
  for (const key of range) {
    if (isChosen) next.add(key);
    else next.delete(key);
  }
  return next;
}
