/** Returns the position that a key leads to in a row; null: it does not move. */
export function nextPosition(key: string, position: number, count: number): number | null {
  const next = { ArrowLeft: position - 1, ArrowRight: position + 1, Home: 0, End: count - 1 }[key];
  return next === undefined || next < 0 || next >= count || next === position ? null : next;
}
