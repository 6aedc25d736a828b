import type { WireRunSummary } from '../../../../src/wire/runs.js';

type Loaded = Pick<WireRunSummary, 'target' | 'partition' | 'inputSha256'>;

/** Returns the first of some runs that loaded the same partition, or the same content, into the same table. */
export function loadedBefore<Run extends Loaded>(run: Loaded, earlier: readonly Run[]): Run | null {
  const { target, partition, inputSha256 } = run;
  const found = earlier.find(
    (one) =>
      one.target === target &&
      ((partition !== null && one.partition === partition) ||
        (inputSha256 !== null && one.inputSha256 === inputSha256)),
  );
  return found ?? null;
}
