/** Random numbers that are reproducible by a seed. */
export interface SeededRandom {
  readonly seed: number;
  /** From 0, inclusive, to 1, exclusive. */
  next(): number;
  /** A whole number between both bounds, inclusive. */
  integer(minimum: number, maximum: number): number;
  /** One of the items, which must not be empty. */
  pick<Item>(items: readonly Item[]): Item;
}

/**
 * Creates a generator from a seed (Mulberry32, 32 bits of state). Not for secrets.
 *
 * @param seed A whole number. A test uses that of its run, and prints it on failure.
 */
export function createRandom(seed: number): SeededRandom {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const integer = (minimum: number, maximum: number): number =>
    minimum + Math.floor(next() * (maximum - minimum + 1));
  return Object.freeze({
    seed,
    next,
    integer,
    pick: <Item>(items: readonly Item[]): Item => {
      const index = integer(0, items.length - 1);
      if (items.length === 0) throw new RangeError('There is nothing to pick from.');
      return items[index] as Item;
    },
  });
}
