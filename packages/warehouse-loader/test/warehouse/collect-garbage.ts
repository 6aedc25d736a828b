import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Frees at once what nothing holds any more. */
const collectGarbage = runInNewContext('gc') as () => void;

/** Waits until what ended connections leave behind has gone too, which takes a few turns. */
export async function settleMemory(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collectGarbage();
  }
}
