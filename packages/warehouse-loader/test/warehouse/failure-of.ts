import { withinDeadline } from '@wdh/fault-injection';
import { LoadError } from '../../src/index.js';

/** How long a load may take to fail, in milliseconds. */
const deadlineMs = 60_000;

/** Waits for a load to fail, and returns its error. A load that does not end fails the test. */
export async function failureOf(load: Promise<unknown>): Promise<LoadError> {
  const ended = load.then(
    () => 'the load succeeded',
    (error: unknown) => error,
  );
  const outcome = await withinDeadline(ended, deadlineMs, 'the load');
  if (outcome instanceof LoadError) return outcome;
  throw new Error('The load was to fail with a LoadError.', { cause: outcome });
}
