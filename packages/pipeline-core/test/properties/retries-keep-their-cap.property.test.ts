import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { executeWithRetry, type RetryConfig } from '../../src/index.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const busy = new Error('busy');

describe('a retried operation', () => {
  it('never exceeds its attempts, and waits neither longer nor shorter than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 8 }),
        fc.nat({ max: 5000 }),
        fc.nat({ max: 20_000 }),
        fc.boolean(),
        fc.nat({ max: 10 }),
        async (maxAttempts, backoffMs, maxBackoffMs, jitter, failures) => {
          const config: RetryConfig = {
            maxAttempts,
            backoffMs,
            maxBackoffMs,
            jitter,
            retriableErrors: [Error],
          };
          const calledAt: number[] = [];
          const outcome = executeWithRetry(() => {
            calledAt.push(performance.now());
            if (calledAt.length <= failures) throw busy;
            return 'done';
          }, config).catch((error: unknown) => error);
          await vi.runAllTimersAsync();

          expect(await outcome).toBe(failures < maxAttempts ? 'done' : busy);
          expect(calledAt).toHaveLength(Math.min(failures + 1, maxAttempts));
          calledAt.slice(1).forEach((at, index) => {
            const waitMs = Math.round(at - (calledAt[index] ?? NaN));
            const leastMs = backoffMs * 2 ** index;
            expect(waitMs).toBeLessThanOrEqual(
              Math.min(maxBackoffMs, jitter ? leastMs * 2 : leastMs),
            );
            expect(waitMs).toBeGreaterThanOrEqual(Math.min(maxBackoffMs, leastMs));
          });
          expect(vi.getTimerCount()).toBe(0);
        },
      ),
      { numRuns: 300 },
    );
  }, 180_000);
});
