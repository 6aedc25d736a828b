/** Returns the first texts in the order of their code units, without sorting all of them. */
export function firstInOrder(texts: Iterable<string>, count: number): readonly string[] {
  const first: string[] = [];
  for (const text of texts) {
    const last = first.at(-1);
    if (first.length === count && last !== undefined && text >= last) continue;
    first.splice(placeOf(text, first), 0, text);
    if (first.length > count) first.pop();
  }
  return first;
}

/** Returns where a text belongs among sorted ones. */
function placeOf(text: string, sorted: readonly string[]): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
