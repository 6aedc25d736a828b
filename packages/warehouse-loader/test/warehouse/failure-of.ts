import { LoadError } from '../../src/index.js';

/** How long a load may take to fail, in milliseconds. */
const deadlineMs = 20_000;

/** Waits for a load to fail, and returns its error. A load that goes on and on fails the test. */
export async function failureOf(load: Promise<unknown>): Promise<LoadError> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => {
      resolve(`the load had no end after ${deadlineMs / 1_000} s`);
    }, deadlineMs);
  });
  const failed = load.then(
    () => 'the load succeeded',
    (error: unknown) => error,
  );
  const outcome = await Promise.race([failed, late]);
  clearTimeout(timer);
  if (outcome instanceof LoadError) return outcome;
  throw new Error('The load was to fail with a LoadError.', { cause: outcome });
}
