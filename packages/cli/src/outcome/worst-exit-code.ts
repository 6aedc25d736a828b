/** From the best to the worst: an interruption and a bug are worse than a bad file. */
const ranked = [0, 2, 4, 6, 5, 7, 8, 3, 1, 130, 143];

/** Returns the worst exit code of several runs; 0 if there are none. */
export function worstExitCode(codes: readonly number[]): number {
  const [worst = 0] = codes.toSorted((one, two) => ranked.indexOf(two) - ranked.indexOf(one));
  return worst;
}
