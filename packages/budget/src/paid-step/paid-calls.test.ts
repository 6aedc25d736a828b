import { describe, expect, it } from 'vitest';
import { type Answer, companies, type Company, enrich, run } from '../../test/support/companies.js';
import { budgetExceeded, FakeBudget } from '../../test/support/fake-budget.js';

class Busy extends Error {
  readonly code = 'BUSY';
}

/** A service that fails for each row until its nth attempt. */
function failing(until: number, error: () => Error = () => new Busy()) {
  const attempts: number[] = [];
  const call = async (_: Company, { attempt }: { attempt: number }): Promise<Answer> => {
    await Promise.resolve();
    attempts.push(attempt);
    if (attempt < until) throw error();
    return { industry: 'retail' };
  };
  return { call, attempts };
}

const never = () => new Promise<never>(() => undefined);
const retry = { retriableErrors: [Error], maxAttempts: 3, backoffMs: 0 };

describe('a paid call that fails', () => {
  it('costs nothing, and ends the run without the message of its error', async () => {
    const budget = new FakeBudget('1');
    const { call } = failing(2, () => new Error('canary-7731 has no entry'));
    const error: unknown = await run(enrich({ budget, call }), companies(1)).catch(
      (reason: unknown) => reason,
    );
    expect(error).toMatchObject({ code: 'STEP_FAILED', category: 'internal' });
    expect((error as Error).message).not.toContain('canary-7731');
    expect(JSON.stringify(error)).not.toContain('canary-7731');
    expect(budget.entries).toEqual([]);
  });

  it('is repeated as the step says, and each attempt reserves anew', async () => {
    const budget = new FakeBudget('0.01');
    const { call, attempts } = failing(3);
    const { metrics } = await run(enrich({ budget, call, retry }), companies(1));
    expect(attempts).toEqual([1, 2, 3]);
    expect(budget.asked).toBe(3);
    expect(metrics.steps[0]?.spend).toEqual({ calls: 1, cached: 0, costUsd: '0.01' });
  });

  it('takes attempts and waits of the pipeline by default', async () => {
    const { call, attempts } = failing(9);
    const step = enrich({
      budget: new FakeBudget('1'),
      call,
      retry: { retriableErrors: ['BUSY'] },
    });
    await expect(run(step, companies(1))).rejects.toMatchObject({ code: 'STEP_FAILED' });
    expect(attempts).toEqual([1, 2, 3, 4]);
  });

  it('is not repeated for an error that is not listed', async () => {
    const { call, attempts } = failing(2);
    const listed = { ...retry, retriableErrors: ['OTHER'] };
    const step = enrich({ budget: new FakeBudget('1'), call, retry: listed });
    await expect(run(step, companies(1))).rejects.toMatchObject({ code: 'STEP_FAILED' });
    expect(attempts).toEqual([1]);
  });

  it('costs what costOfFailure says, in each attempt', async () => {
    const budget = new FakeBudget('1');
    const { call } = failing(3);
    const costOfFailure = (error: unknown) => (error instanceof Busy ? '0.002' : null);
    const { metrics } = await run(enrich({ budget, call, retry, costOfFailure }), companies(1));
    expect(budget.entries).toEqual(['0.002', '0.002', '0.01']);
    expect(metrics.steps[0]?.spend).toEqual({ calls: 3, cached: 0, costUsd: '0.014' });
  });

  it('is not repeated when the budget refuses, or fails after the call', async () => {
    const budget = new FakeBudget('0');
    const { call, attempts } = failing(1);
    await expect(run(enrich({ budget, call, retry }), companies(1))).rejects.toMatchObject({
      code: 'BUDGET_EXCEEDED',
    });
    expect([budget.asked, attempts]).toEqual([1, []]);
    budget.limit = '1';
    budget.failureAtSettle = new Busy();
    await expect(run(enrich({ budget, call, retry }), companies(1))).rejects.toMatchObject({
      code: 'STEP_FAILED',
    });
    expect([budget.asked, attempts]).toEqual([2, [1]]);
  });

  it('may throw a refusal of its own, which is a failure of the call', async () => {
    const budget = new FakeBudget('1');
    const { call, attempts } = failing(2, budgetExceeded);
    const step = enrich({ budget, call, whenBlocked: 'reject' });
    const { rejectedRows } = await run(step, companies(1));
    expect(rejectedRows).toMatchObject([{ code: 'BUDGET_EXCEEDED' }]);
    expect(attempts).toEqual([1]);
  });
});

describe('a paid call that does not end', () => {
  it('ends after its time, whether it listens or not, and costs its estimate', async () => {
    const budget = new FakeBudget('1');
    const step = enrich({ budget, call: never, timeoutMs: 5, cost: () => '0.001' });
    await expect(run(step, companies(1))).rejects.toMatchObject({
      code: 'STEP_FAILED',
      category: 'connection',
      cause: { code: 'PAID_CALL_TIMEOUT', isRetryable: true },
    });
    expect(budget.entries).toEqual(['0.01']);
  });

  it('is repeated where the step says so', async () => {
    const budget = new FakeBudget('1');
    const call = (_: Company, { attempt }: { attempt: number }) =>
      attempt === 1 ? never() : Promise.resolve({ industry: 'retail' });
    const onTimeout = { ...retry, retriableErrors: ['PAID_CALL_TIMEOUT'] };
    const step = enrich({ budget, call, timeoutMs: 5, retry: onTimeout });
    const { outputData } = await run(step, companies(1));
    expect(outputData).toHaveLength(1);
    expect(budget.entries).toEqual(['0.01', '0.01']);
  });

  it('costs what costOfFailure says for it', async () => {
    const budget = new FakeBudget('1');
    const step = enrich({ budget, call: never, timeoutMs: 5, costOfFailure: () => 0 });
    await expect(run(step, companies(1))).rejects.toMatchObject({ code: 'STEP_FAILED' });
    expect(budget.entries).toEqual([]);
  });

  it.each([undefined, retry])(
    'ends with the run, which waits for its entry (retry %o)',
    async (retried) => {
      const stop = new AbortController();
      const budget = new FakeBudget('1');
      const signals: AbortSignal[] = [];
      const call = (_: Company, { signal }: { signal: AbortSignal }) => {
        signals.push(signal);
        if (signals.length === 12) stop.abort(new Error('stopped'));
        return never();
      };
      const step = enrich({ budget: () => budget, call, concurrency: 12, retry: retried });
      const running = run(step, companies(20), { signal: stop.signal });
      await expect(running).rejects.toThrow('stopped');
      expect(signals.map(({ aborted }) => aborted)).toEqual(Array(12).fill(true));
      // What may have been done is paid for.
      expect(budget.entries).toHaveLength(12);
      expect(budget.entriesAtClose).toBe(12);
    },
  );

  it('does not begin in a run that has ended', async () => {
    const budget = new FakeBudget('1');
    const stop = new AbortController();
    const open = () => {
      stop.abort(new Error('stopped'));
      return budget;
    };
    const called: string[] = [];
    const call = async ({ id }: Company): Promise<Answer> => {
      called.push(id);
      return Promise.resolve({ industry: 'retail' });
    };
    const running = run(enrich({ budget: open, call }), companies(2), { signal: stop.signal });
    await expect(running).rejects.toThrow('stopped');
    expect(called).toEqual([]);
  });
});
