/**
 * Moves the focus among the items of a list: arrows, Home and End; Enter follows the first link of
 * an item. One item has a stop of the Tab key (`tabIndex` 0), the others have none (-1).
 *
 * @param selector finds the items in the element that has the listener
 * @returns the item that has the focus now; null if the key does not move it
 */
export function moveByArrow(
  event: KeyboardEvent & { readonly currentTarget: HTMLElement },
  selector: string,
): HTMLElement | null {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
  const at = items.findIndex((item) => item === event.target);
  if (at < 0) return null;
  if (event.key === 'Enter') items[at]?.querySelector('a')?.click();
  const to = targetOf(event.key, at, items.length);
  const next = to === null ? undefined : items[to];
  if (next === undefined) return null;
  event.preventDefault();
  for (const item of items) item.tabIndex = item === next ? 0 : -1;
  next.focus();
  return next;
}

/** Returns the position that a key leads to; null for no position. */
export function targetOf(key: string, at: number, count: number): number | null {
  if (key === 'ArrowDown') return at + 1 < count ? at + 1 : null;
  if (key === 'ArrowUp') return at > 0 ? at - 1 : null;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : null;
}
