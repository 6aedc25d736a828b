import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createRecordingLogger } from '../testing/index.js';
import { executeWithRetry } from './execute-with-retry.js';
import type { RetryConfig } from './retry-config.js';

const busy = Object.assign(new Error('busy'), { code: 'BUSY' });
const config: RetryConfig = { retriableErrors: ['BUSY'], jitter: false };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** An operation that fails a number of times, and the times of its calls. */
function failing(times: number, error: unknown = busy) {
  const calls: number[] = [];
  const operation = (attempt: number): string => {
    calls.push(performance.now());
    expect(attempt).toBe(calls.length);
    if (calls.length <= times) throw error;
    return 'done';
  };
  const waits = () => calls.slice(1).map((at, index) => at - (calls[index] ?? NaN));
  return { operation, calls, waits };
}

/** Returns the rejection of a promise. It listens at once, so that an early rejection is handled. */
async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('executeWithRetry', () => {
  it('returns the result of the first attempt, without a wait', async () => {
    const { operation, calls } = failing(0);
    expect(await executeWithRetry(operation, config)).toBe('done');
    expect(calls).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('awaits attempts that are asynchronous', async () => {
    const later = () => Promise.resolve('later');
    expect(await executeWithRetry(later, config)).toBe('later');
  });

  it('waits twice as long each time, and never longer than the cap', async () => {
    const { operation, waits } = failing(5);
    const patient = { ...config, maxAttempts: 6, backoffMs: 100, maxBackoffMs: 500 };
    const outcome = executeWithRetry(operation, patient);
    await vi.runAllTimersAsync();
    expect(await outcome).toBe('done');
    expect(waits()).toEqual([100, 200, 400, 500, 500]);
  });

  it('rethrows the exception of the last attempt unchanged', async () => {
    const { operation, calls } = failing(9);
    const failure = failureOf(executeWithRetry(operation, { ...config, maxAttempts: 4 }));
    await vi.runAllTimersAsync();
    expect(await failure).toBe(busy);
    expect(calls).toHaveLength(4);
  });

  it.each([
    ['an error that is not listed', new Error('bug')],
    ['a TypeError, which the library treats specially', new TypeError('fetch failed')],
    ['a value that is not an Error', 'BUSY'],
    ['null', null],
  ])('does not retry %s', async (_, error) => {
    const { operation, calls } = failing(1, error);
    await expect(executeWithRetry(operation, config)).rejects.toBe(error);
    expect(calls).toHaveLength(1);
  });

  it('retries a listed TypeError', async () => {
    const { operation } = failing(1, new TypeError('any text'));
    const outcome = executeWithRetry(operation, { retriableErrors: [TypeError], jitter: false });
    await vi.runAllTimersAsync();
    expect(await outcome).toBe('done');
  });

  it('lengthens the waits by a random part, up to twice, within the cap', async () => {
    vi.spyOn(Math, 'random').mockReturnValueOnce(0.5).mockReturnValueOnce(0.999);
    const { operation, waits } = failing(2);
    const jittered: RetryConfig = { retriableErrors: ['BUSY'], backoffMs: 100, maxBackoffMs: 250 };
    const outcome = executeWithRetry(operation, jittered);
    await vi.runAllTimersAsync();
    await outcome;
    expect(waits()).toEqual([150, 250]);
    vi.restoreAllMocks();
  });

  it('logs every failed attempt and the final success', async () => {
    const logger = createRecordingLogger();
    const { operation } = failing(1);
    const outcome = executeWithRetry(operation, config, { operation: 'enrich', logger });
    await vi.runAllTimersAsync();
    await outcome;
    expect(logger.events).toEqual([
      {
        level: 'warn',
        event: 'retry.attempt.failed',
        context: {
          operation: 'enrich',
          attempt: 1,
          maxAttempts: 3,
          error: 'Error [BUSY]',
          retriable: true,
        },
      },
      { level: 'info', event: 'retry.succeeded', context: { operation: 'enrich', attempt: 2 } },
    ]);
  });

  it('logs nothing of an operation that succeeds at once', async () => {
    const logger = createRecordingLogger();
    await executeWithRetry(failing(0).operation, config, { logger });
    expect(logger.events).toEqual([]);
  });

  it('logs an attempt that is not retried as such', async () => {
    const logger = createRecordingLogger();
    const { operation } = failing(1, new Error('bug'));
    await expect(executeWithRetry(operation, config, { logger })).rejects.toThrow('bug');
    expect(logger.events).toMatchObject([
      { context: { operation: 'operation', retriable: false, error: 'Error' } },
    ]);
  });

  it('is not affected by a logger that throws', async () => {
    const fail = (): never => {
      throw new Error('no log');
    };
    const logger = { debug: fail, info: fail, warn: fail, error: fail, bind: fail };
    const outcome = executeWithRetry(failing(1).operation, config, { logger });
    await vi.runAllTimersAsync();
    expect(await outcome).toBe('done');
  });

  it('does not start where the signal is already aborted', async () => {
    const { operation, calls } = failing(0);
    const signal = AbortSignal.abort('stop');
    await expect(executeWithRetry(operation, config, { signal })).rejects.toBe('stop');
    expect(calls).toHaveLength(0);
  });

  it('ends a wait with the reason of the signal, and leaves no timer', async () => {
    const controller = new AbortController();
    const failure = failureOf(executeWithRetry(failing(9).operation, config, controller));
    await vi.advanceTimersByTimeAsync(500);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort('stop');
    expect(await failure).toBe('stop');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('leaves no listener on the signal, whether it succeeds or fails', async () => {
    const { signal } = new AbortController();
    await executeWithRetry(() => 7, config, { signal });
    await failureOf(executeWithRetry(failing(1, new Error('bug')).operation, config, { signal }));
    expect(getEventListeners(signal, 'abort')).toHaveLength(0);
  });

  it('ends an attempt that never ends with the reason of the signal', async () => {
    const controller = new AbortController();
    const stuck = () => new Promise<never>(() => undefined);
    const failure = failureOf(
      executeWithRetry(stuck, { retriableErrors: [() => true] }, controller),
    );
    controller.abort('stop');
    expect(await failure).toBe('stop');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('throws the reason of a signal that is aborted during an attempt, whatever the attempt returns', async () => {
    const controller = new AbortController();
    const outcome = executeWithRetry(() => controller.abort('stop'), config, controller);
    await expect(outcome).rejects.toBe('stop');
  });

  it('refuses an invalid configuration before the first attempt', async () => {
    const { operation, calls } = failing(0);
    await expect(executeWithRetry(operation, { ...config, maxAttempts: 0 })).rejects.toMatchObject({
      code: 'RETRY_CONFIG_INVALID',
    });
    expect(calls).toHaveLength(0);
  });
});
