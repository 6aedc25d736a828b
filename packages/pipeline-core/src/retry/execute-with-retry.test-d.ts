import { expectTypeOf } from 'vitest';
import { executeWithRetry } from './execute-with-retry.js';

class LostError extends Error {
  readonly host: string;
  constructor(host: string) {
    super();
    this.host = host;
  }
}
const config = { retriableErrors: ['BUSY', LostError, (error: unknown) => error === null] };

// The result has the type of the operation's result, synchronous or asynchronous.
expectTypeOf(executeWithRetry(() => 7, config)).toEqualTypeOf<Promise<number>>();
expectTypeOf(executeWithRetry(() => Promise.resolve('x'), config)).toEqualTypeOf<Promise<string>>();
expectTypeOf(executeWithRetry(async () => Promise.resolve(), config)).toEqualTypeOf<
  Promise<void>
>();

// Only listed errors are retried.
// @ts-expect-error -- the list is needed
void executeWithRetry(() => 7, {});
// @ts-expect-error -- a number names no error
void executeWithRetry(() => 7, { retriableErrors: [503] });
// @ts-expect-error -- no class of errors
void executeWithRetry(() => 7, { retriableErrors: [Map] });
