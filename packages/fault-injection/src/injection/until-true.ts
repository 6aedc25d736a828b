import { setTimeout as sleep } from 'node:timers/promises';
import { DeadlineExceededError } from './within-deadline.js';

const pollMs = 10;

/**
 * Polls until the result is neither false, null nor undefined, and returns it. For server states
 * without a notification; otherwise await the notification.
 *
 * @param what Begins the message: "a session at COPY did not occur within 5000 ms".
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
      throw new DeadlineExceededError(`${what} did not occur within ${ms} ms`);
    }
    await sleep(pollMs);
  }
}
