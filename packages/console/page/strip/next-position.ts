/**
 * Returns the position that a key leads to in a row or in a grid that is read line by line; null: it
 * does not move.
 */
export function nextPosition(
  key: string,
  position: number,
  { count, columns = count }: { readonly count: number; readonly columns?: number },
): number | null {
  const next = {
    ArrowLeft: position - 1,
    ArrowRight: position + 1,
    ArrowUp: columns < count ? position - columns : -1,
    ArrowDown: columns < count ? position + columns : -1,
    Home: 0,
    End: count - 1,
  }[key];
  return next === undefined || next < 0 || next >= count || next === position ? null : next;
}
