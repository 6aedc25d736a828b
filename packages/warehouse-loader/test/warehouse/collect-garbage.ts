import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');

/** Frees unreachable objects immediately. */
const collectGarbage = runInNewContext('gc') as () => void;

/**
 * Waits until the remains of closed connections are freed, which takes a few turns of the event
 * loop.
 */
export async function settleMemory(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    collectGarbage();
  }
}
