import { Pipeline, rejectRow } from '@wdh/pipeline-core';
import { describe, expect, it } from 'vitest';
import { type Answer, companies, type Company, enrich, run } from '../../test/support/companies.js';
import { FakeBudget } from '../../test/support/fake-budget.js';

/** A service that counts its calls. */
function service() {
  const called: string[] = [];
  const call = async ({ id }: Company): Promise<Answer> => {
    called.push(id);
    await Promise.resolve();
    return { industry: `industry of ${id}` };
  };
  return { called, call };
}

const nameless = (): string => 'k';

describe('paidStep', () => {
  it('merges answers into rows, and reports what was spent', async () => {
    const budget = new FakeBudget('1');
    const { call } = service();
    const { outputData, metrics } = await run(enrich({ budget, call }), companies(3));
    expect(outputData[2]).toEqual({ id: 'c3', industry: 'industry of c3' });
    expect(metrics.steps[0]?.spend).toEqual({ calls: 3, cached: 0, costUsd: '0.03' });
    expect(budget.entries).toEqual(['0.01', '0.01', '0.01']);
  });

  it('names run, step, row and provider in each entry', async () => {
    const budget = new FakeBudget('1');
    const step = enrich({ budget, ...service(), provider: 'register' });
    await run(step, companies(2), { executionId: 'exec_1' });
    const of = { executionId: 'exec_1', jobName: 'companies', stepName: 'enrich' };
    expect(budget.origins).toEqual([
      { ...of, rowNumber: 1, provider: 'register' },
      { ...of, rowNumber: 2, provider: 'register' },
    ]);
  });

  it('takes estimate and cost of each row, and adds them exactly', async () => {
    const budget = new FakeBudget('10');
    const step = enrich({
      budget,
      ...service(),
      estimate: ({ id }) => (id === 'c1' ? '0.2' : 0.4),
      cost: (_, { id }) => (id === 'c1' ? { cost: '0.1', units: 5 } : 0.2),
    });
    const { metrics } = await run(step, companies(2));
    expect(metrics.steps[0]?.spend).toEqual({ calls: 2, cached: 0, costUsd: '0.3' });
  });

  it.each([1, 4])(
    'ends the run when the budget is used up, with concurrency %d',
    async (concurrency) => {
      const { call, called } = service();
      const budget = new FakeBudget('0.06');
      const running = run(enrich({ budget, call, concurrency }), companies(10));
      await expect(running).rejects.toMatchObject({ code: 'BUDGET_EXCEEDED', category: 'budget' });
      expect(called).toHaveLength(6);
      expect(budget.spent).toBe('0.06');
    },
  );

  it('rejects the remaining rows instead, without asking for each of them', async () => {
    const { call, called } = service();
    const budget = new FakeBudget('0.06');
    const step = enrich({ budget, call, concurrency: 4, whenBlocked: 'reject' });
    const { outputData, rejectedRows, metrics } = await run(step, companies(1000));
    expect(outputData).toHaveLength(6);
    expect(called).toHaveLength(6);
    expect(rejectedRows).toHaveLength(994);
    expect(rejectedRows[0]).toMatchObject({ code: 'BUDGET_EXCEEDED', rowNumber: 7 });
    expect(metrics.steps[0]?.spend).toEqual({ calls: 6, cached: 0, costUsd: '0.06' });
    expect(budget.asked).toBeLessThan(100);
  });

  it.each([1, 4, 10])(
    'makes as many calls as the budget allows where they cost less than estimated, with concurrency %d',
    async (concurrency) => {
      const { call, called } = service();
      const budget = new FakeBudget('0.06');
      const step = enrich({
        ...{ budget, call, concurrency, whenBlocked: 'reject' },
        ...{ estimate: '0.03', cost: () => '0.01' },
      });
      const { outputData, rejectedRows } = await run(step, companies(10));
      // After the fourth, an estimate does not fit.
      expect([called.length, outputData.length, rejectedRows.length]).toEqual([4, 4, 6]);
    },
  );

  it('passes rows of an optional step on unchanged once the budget is used up', async () => {
    const pipeline = new Pipeline<Company & { readonly industry?: string }>('companies');
    const budget = new FakeBudget('0.01');
    const step = enrich({ budget, ...service() });
    const { outputData, warnings } = await pipeline.addOptionalStep(step).run(companies(2));
    expect(outputData).toEqual([{ id: 'c1', industry: 'industry of c1' }, { id: 'c2' }]);
    expect(warnings).toMatchObject([{ code: 'OPTIONAL_STEP_FAILED', rowNumber: 2 }]);
  });

  it('drops and rejects the rows for which merge says so; their calls are paid', async () => {
    const budget = new FakeBudget('1');
    const wrong = rejectRow({ code: 'COMPANY_UNKNOWN', message: 'must be in the register' });
    const merge = ({ id }: Company) => (id === 'c1' ? null : wrong);
    const { ledger, rejectedRows } = await run(
      enrich({ budget, ...service(), merge }),
      companies(2),
    );
    expect(ledger).toMatchObject({ rowsIn: 2, rowsFiltered: 1, rowsRejected: 1, rowsOut: 0 });
    expect(rejectedRows).toMatchObject([{ code: 'COMPANY_UNKNOWN' }]);
    expect(budget.spent).toBe('0.02');
  });

  it('opens a budget by its function once for each run, and closes it', async () => {
    const opened: FakeBudget[] = [];
    const budget = async () => {
      await Promise.resolve();
      const one = new FakeBudget('1');
      opened.push(one);
      return one;
    };
    const step = enrich({ budget, ...service(), concurrency: 3 });
    await run(step, companies(5));
    await run(step, companies(5));
    expect(opened.map(({ asked, isClosed }) => [asked, isClosed])).toEqual([
      [5, true],
      [5, true],
    ]);
  });

  it('does not close a budget that the caller has opened', async () => {
    const budget = new FakeBudget('1');
    await run(enrich({ budget, ...service() }), companies(1));
    expect(budget.isClosed).toBe(false);
  });

  it('ends the run with the error of a budget that cannot be opened', async () => {
    const budget = () => Promise.reject(new TypeError('no budget'));
    const running = run(enrich({ budget, ...service(), whenBlocked: 'reject' }), companies(1));
    await expect(running).rejects.toMatchObject({ code: 'STEP_FAILED' });
  });

  it('has no spend before its first row', () => {
    const step = enrich({ budget: new FakeBudget('1'), ...service() });
    expect(step.spent?.({} as never)).toBeNull();
  });

  it.each([
    [{ tenant: '' }, 'tenant'],
    [{ timeoutMs: 0 }, 'timeoutMs'],
    [{ timeoutMs: 2 ** 31 }, 'timeoutMs'],
    [{ whenBlocked: 'stop' as 'end' }, 'whenBlocked'],
    [{ cache: { key: nameless, ttlMs: 0 } }, 'cache.ttlMs'],
    [{ cache: { key: nameless, ttlMs: 1, maxSizeBytes: 1.5 } }, 'cache.maxSizeBytes'],
  ])('refuses %o', (options, named) => {
    expect(() => enrich({ budget: new FakeBudget('1'), ...service(), ...options })).toThrow(
      expect.objectContaining({
        code: 'BUDGET_OPTION_INVALID',
        message: expect.stringContaining(`Option ${named} of paid step enrich`) as string,
      }),
    );
  });
});
