import { LoadError } from '../../src/index.js';

/** Waits for a load to fail, and returns its error. */
export async function failureOf(load: Promise<unknown>): Promise<LoadError> {
  const outcome = await load.then(
    () => 'the load succeeded',
    (error: unknown) => error,
  );
  if (outcome instanceof LoadError) return outcome;
  throw new Error('The load was to fail with a LoadError.', { cause: outcome });
}
