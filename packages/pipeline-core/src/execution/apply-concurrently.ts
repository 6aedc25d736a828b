/** What a call came to. */
export type Settled<T> = { readonly value: T } | { readonly thrown: unknown };

/**
 * Calls a function for each item, at most `concurrency` at a time, and gives the outcomes in the
 * order of the items. No new call begins behind an outcome that `isLast`; those under way are
 * waited for, so the outcomes have no gap before it.
 */
export async function applyConcurrently<Item, T>(
  items: readonly Item[],
  concurrency: number,
  call: (item: Item) => T | PromiseLike<T>,
  isLast: (outcome: Settled<T>) => boolean,
): Promise<Settled<T>[]> {
  const outcomes: Settled<T>[] = [];
  const entries = items.entries();
  let ended = false;
  async function work(): Promise<void> {
    // The workers share one iterator: each takes the next item that no other has taken.
    while (!ended) {
      const next = entries.next();
      if (next.done === true) return;
      const [index, item] = next.value;
      const outcome = await settle(() => call(item));
      outcomes[index] = outcome;
      ended ||= isLast(outcome);
    }
  }
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, work));
  return outcomes;
}

async function settle<T>(call: () => T | PromiseLike<T>): Promise<Settled<T>> {
  try {
    return { value: await call() };
  } catch (thrown) {
    return { thrown };
  }
}
