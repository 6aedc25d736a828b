import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again until the answer is yes; false when it is still no after the time. */
export async function eventually(
  isTrue: () => Promise<boolean>,
  timeoutMs = 5_000,
): Promise<boolean> {
  const end = performance.now() + timeoutMs;
  while (performance.now() < end) {
    if (await isTrue()) return true;
    await sleep(20);
  }
  return false;
}
