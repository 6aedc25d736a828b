import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { executeWithRetry, Pipeline, rowStep } from '../../../src/index.js';

interface Row {
  readonly id: number;
}

const hourMs = 3_600_000;
const rows: readonly Row[] = Array.from({ length: 100 }, (_, id) => ({ id }));

beforeEach(() => {
  // Only the wall clock is changed, not timers and the monotonic clock.
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-29T00:59:59Z') });
});

afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ['an hour forward, as at the beginning of summer time', hourMs],
  ['an hour back, as at its end', -hourMs],
  ['ten years forward', 10 * 365 * 24 * hourMs],
  ['back to 1970', -Date.parse('2026-03-29T00:59:59Z')],
])(
  'P13 a clock that jumps %s in a run: durations stay those of the run',
  async (_fault, jumpMs) => {
    const before = Date.now();
    const jump = rowStep('jump', (row: Row) => {
      if (row.id === 50) vi.setSystemTime(Date.now() + jumpMs);
      return row;
    });
    const startedAt = performance.now();
    const { metrics, success } = await new Pipeline<Row>('clocks').addStep(jump).run(rows);
    const elapsedMs = performance.now() - startedAt;
    expect(Date.now() - before, 'fault not injected').toBe(jumpMs);
    expect(success).toBe(true);
    for (const durationMs of [
      metrics.totalDurationMs,
      ...metrics.steps.map((step) => step.durationMs),
    ]) {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      expect(durationMs).toBeLessThanOrEqual(elapsedMs);
    }
  },
);

it.each([
  ['an hour forward', hourMs],
  ['an hour back', -hourMs],
])(
  'P13 a clock that jumps %s between attempts: the wait before the next one stays as it is',
  async (_fault, jumpMs) => {
    const attemptsAt: number[] = [];
    const attempt = (): Promise<string> => {
      attemptsAt.push(performance.now());
      vi.setSystemTime(Date.now() + jumpMs);
      return attemptsAt.length < 3
        ? Promise.reject(new RangeError('again'))
        : Promise.resolve('done');
    };
    const config = { maxAttempts: 3, backoffMs: 20, retriableErrors: [RangeError] };
    expect(await executeWithRetry(attempt, config)).toBe('done');
    const [first = 0, second = 0, third = 0] = attemptsAt;
    for (const waitMs of [second - first, third - second]) {
      expect(waitMs).toBeGreaterThan(5);
      expect(waitMs).toBeLessThan(hourMs / 10);
    }
  },
);
