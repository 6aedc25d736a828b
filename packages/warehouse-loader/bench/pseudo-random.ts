/** A linear congruential generator: the same numbers every time, so that files are the same. */
export function pseudoRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Writes a number with two digits. */
export const two = (number: number): string => String(number).padStart(2, '0');
