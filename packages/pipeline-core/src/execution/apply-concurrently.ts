/** The outcome of a call. */
export type Settled<T> = { readonly value: T } | { readonly thrown: unknown };

/**
 * Calls a function for each item, at most `concurrency` at a time, and returns the outcomes in the order of
 * the items. After an outcome for which `isLast` is true, no new call starts. Running calls are awaited, so
 * the outcomes have no gap before it.
 */
export async function applyConcurrently<Item, T>(
  items: readonly Item[],
  concurrency: number,
  call: (item: Item, index: number) => T | PromiseLike<T>,
  isLast: (outcome: Settled<T>) => boolean,
): Promise<Settled<T>[]> {
  const outcomes: Settled<T>[] = [];
  const entries = items.entries();
  let ended = false;
  async function work(): Promise<void> {
    // The workers share one iterator, so each takes the next free item.
    while (!ended) {
      const next = entries.next();
      if (next.done === true) return;
      const [index, item] = next.value;
      const outcome = await settle(() => call(item, index));
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
