import { DatabaseError } from '../../src/index.js';

/** Waits for work on a connection to fail, and returns its error. */
export async function failureOf(work: Promise<unknown>): Promise<DatabaseError> {
  const outcome = await work.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  if (outcome instanceof DatabaseError) return outcome;
  throw new Error('The work did not fail with a DatabaseError.', { cause: outcome });
}
