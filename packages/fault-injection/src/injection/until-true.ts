import { setTimeout as sleep } from 'node:timers/promises';
import { DeadlineExceededError } from './within-deadline.js';

const pollMs = 10;

/**
 * Asks again and again until the answer is neither false, null nor undefined, and returns it. For
 * states of a server that nobody tells; what is told should be awaited.
 *
 * @param what Begins the message: "a session at COPY did not come about in 5000 ms".
 * @throws DeadlineExceededError
 */
export async function untilTrue<Answer>(
  ask: () => Promise<Answer> | Answer,
  ms: number,
  what: string,
): Promise<NonNullable<Exclude<Answer, false>>> {
  const end = performance.now() + ms;
  for (;;) {
    const answer = await ask();
    if (answer !== false && answer !== null && answer !== undefined) {
      return answer as NonNullable<Exclude<Answer, false>>;
    }
    if (performance.now() > end) {
      throw new DeadlineExceededError(`${what} did not come about in ${ms} ms`);
    }
    await sleep(pollMs);
  }
}
