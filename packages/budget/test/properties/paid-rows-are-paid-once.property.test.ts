import { Pipeline } from '@wdh/pipeline-core';
import Big from 'big.js';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Answer, type Company, enrich } from '../support/companies.js';
import { FakeBudget } from '../support/fake-budget.js';
import { MemoryStore } from '../support/memory-store.js';

class Busy extends Error {}

const cases = fc.record({
  /** Few ids, so that rows share answers. */
  ids: fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 40 }),
  cents: fc.integer({ min: 0, max: 15 }),
  concurrency: fc.integer({ min: 1, max: 6 }),
  batchSize: fc.integer({ min: 1, max: 9 }),
  /** Which attempts fail, in the order of the calls. */
  failures: fc.array(fc.boolean(), { maxLength: 20 }),
  turns: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 5 }),
});

it('pays once for each id, for no more than the budget, and counts what it has paid', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ ids, cents, concurrency, batchSize, failures, turns }) => {
      const budget = new FakeBudget(new Big(cents).div(100).toFixed());
      const answered: string[] = [];
      let calls = 0;
      const call = async ({ id }: Company): Promise<Answer> => {
        const at = calls++;
        for (let turn = turns[at % turns.length] ?? 0; turn > 0; turn -= 1) await Promise.resolve();
        if (failures[at] === true) throw new Busy();
        answered.push(id);
        return { industry: id };
      };
      const step = enrich({
        budget,
        call,
        concurrency,
        whenBlocked: 'reject',
        cache: { key: ({ id }) => id, ttlMs: 1000, store: new MemoryStore() },
        retry: { retriableErrors: [Busy], maxAttempts: failures.length + 1, backoffMs: 0 },
      });
      const config = { stopOnError: false, errorThreshold: 1, batchSize };
      const pipeline = new Pipeline<Company>('companies', config).addStep(step);
      const rows = ids.map((id) => ({ id: String(id) }));
      const { outputData, rejectedRows, metrics } = await pipeline.run(rows);

      expect(outputData.length + rejectedRows.length).toBe(rows.length);
      expect(outputData.every(({ id, industry }) => id === industry)).toBe(true);
      expect(new Set(answered).size).toBe(answered.length);
      expect(answered.length).toBeLessThanOrEqual(cents);
      expect(metrics.steps[0]?.spend ?? { calls: 0, cached: 0, costUsd: '0' }).toEqual({
        calls: answered.length,
        cached: outputData.length - answered.length,
        costUsd: budget.spent,
      });
      // Without a failure, a row is rejected only where the budget is used up.
      if (rejectedRows.length > 0 && failures.every((fails) => !fails)) {
        expect(answered).toHaveLength(cents);
      }
    }),
  );
});
