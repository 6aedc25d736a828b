import { describe, expect, it } from 'vitest';
import {
  type Answer,
  companies,
  type Company,
  type CompanyStepOptions,
  enrich,
  run,
} from '../../test/support/companies.js';
import { FakeBudget } from '../../test/support/fake-budget.js';
import { MemoryStore } from '../../test/support/memory-store.js';

/** A step with a cache, a budget, and a service that counts its calls. */
function cachedStep(options: Partial<CompanyStepOptions> = {}) {
  const store = new MemoryStore();
  const budget = new FakeBudget('1');
  const called: string[] = [];
  const call = async ({ id }: Company): Promise<Answer> => {
    called.push(id);
    await Promise.resolve();
    return { industry: `industry of ${id}` };
  };
  const cache = { key: ({ id }: Company) => id, ttlMs: 60_000, store, ...options.cache };
  return { store, budget, called, call, step: enrich({ budget, call, ...options, cache }) };
}

describe('the answers of a paid step', () => {
  it('cost nothing in a later run, even when the budget is used up', async () => {
    const { step, budget, called } = cachedStep({ concurrency: 4 });
    const first = await run(step, companies(8));
    budget.limit = '0';
    const { outputData, metrics } = await run(step, companies(8));
    expect(outputData).toEqual(first.outputData);
    expect(called).toHaveLength(8);
    expect(metrics.steps[0]?.spend).toEqual({ calls: 0, cached: 8, costUsd: '0' });
  });

  it('need no budget, which is not opened', async () => {
    const { step, store, call } = cachedStep();
    await run(step, companies(2));
    const budget = () => Promise.reject(new Error('not opened'));
    const again = enrich({ budget, call, cache: { key: ({ id }) => id, ttlMs: 1000, store } });
    expect((await run(again, companies(2))).outputData).toHaveLength(2);
  });

  it.each([1, 4])(
    'are fetched once for rows of one key, with concurrency %d',
    async (concurrency) => {
      const { step, called } = cachedStep({ concurrency });
      const { outputData, metrics } = await run(step, [...companies(1), ...companies(1)]);
      expect(called).toEqual(['c1']);
      expect(outputData).toHaveLength(2);
      expect(metrics.steps[0]?.spend).toEqual({ calls: 1, cached: 1, costUsd: '0.01' });
    },
  );

  it('cannot be changed by one row for another', async () => {
    const merge = (row: Company, answer: Answer) => {
      answer.industry += '!';
      return { ...row, industry: answer.industry };
    };
    const { step } = cachedStep({ concurrency: 2, merge });
    const { outputData } = await run(step, [...companies(1), ...companies(1)]);
    expect(outputData.map(({ industry }) => industry)).toEqual(Array(2).fill('industry of c1!'));
  });

  it('fail together for rows of one key, which are called once', async () => {
    const { step, called } = cachedStep({
      concurrency: 2,
      whenBlocked: 'reject',
      budget: new FakeBudget('0'),
    });
    const { rejectedRows } = await run(step, [...companies(1), ...companies(1)]);
    expect(rejectedRows).toHaveLength(2);
    expect(called).toEqual([]);
  });

  it('are stored under keys without a value of the row, for as long as the step says', async () => {
    const { step, store } = cachedStep();
    await run(step, companies(1));
    expect([...store.values]).toEqual([
      [
        expect.stringMatching(/^answer:[0-9a-f]{64}$/),
        { value: '{"industry":"industry of c1"}', ttlMs: 60_000 },
      ],
    ]);
  });

  it('are not shared by tenants, steps and versions, but by steps of one name', async () => {
    const { step, store, budget, call } = cachedStep();
    await run(step, companies(1));
    const key = ({ id }: Company) => id;
    const cache = { key, ttlMs: 1000, store };
    const asked = async (options: Partial<CompanyStepOptions>) => {
      const before = budget.asked;
      await run(enrich({ budget, call, cache, ...options }), companies(1));
      return budget.asked > before;
    };
    expect(await asked({})).toBe(false);
    expect(await asked({ tenant: 'other' })).toBe(true);
    expect(await asked({ name: 'other' })).toBe(true);
    expect(await asked({ cache: { ...cache, version: '2' } })).toBe(true);
    expect(await asked({ cache: { ...cache, name: 'register' } })).toBe(true);
    expect(await asked({ name: 'third', cache: { ...cache, name: 'register' } })).toBe(false);
  });

  it('are not stored for rows without a key', async () => {
    const { step, store, called } = cachedStep({ cache: { key: () => null, ttlMs: 1 } });
    await run(step, companies(2));
    await run(step, companies(2));
    expect(called).toHaveLength(4);
    expect(store.values.size).toBe(0);
  });

  it('are what JSON keeps of them, in the run of the call too', async () => {
    const answers: unknown[] = [];
    const { step } = cachedStep({
      call: () => Promise.resolve({ industry: 'retail', at: new Date(0), no: undefined }),
      merge: (row, answer) => {
        answers.push(answer);
        return { ...row, industry: answer.industry };
      },
    });
    await run(step, companies(1));
    await run(step, companies(1));
    const kept = { industry: 'retail', at: '1970-01-01T00:00:00.000Z' };
    expect(answers).toStrictEqual([kept, kept]);
  });

  it.each([
    ['nothing', undefined],
    ['a bigint', 1n],
  ])('end the run if they are %s, and are paid', async (_, value) => {
    // Untyped code may return anything.
    const call = () => Promise.resolve(value as unknown as Answer);
    const { step, budget } = cachedStep({ call });
    await expect(run(step, companies(1))).rejects.toMatchObject({
      cause: { code: 'ANSWER_NOT_JSON', category: 'usage' },
    });
    expect(budget.spent).toBe('0.01');
  });

  it('end the run if they cannot be read: no call is made', async () => {
    const { step, store, called } = cachedStep();
    store.failsToRead = true;
    await expect(run(step, companies(2))).rejects.toMatchObject({
      category: 'connection',
      isRetryable: true,
      cause: { code: 'ANSWER_CACHE_FAILED' },
    });
    expect(called).toEqual([]);
  });

  it('are used if they cannot be stored, with a warning', async () => {
    const { step, store } = cachedStep();
    store.failsToWrite = true;
    const { outputData, warnings } = await run(step, companies(1));
    expect(outputData).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: 'ANSWER_NOT_CACHED', rowNumber: 1 }]);
  });

  it('are not stored if they are too long, with one warning for each call', async () => {
    const key = ({ id }: Company) => id;
    const { step, store } = cachedStep({
      concurrency: 2,
      cache: { key, ttlMs: 1, maxSizeBytes: 28 },
    });
    const { warnings } = await run(step, [...companies(1), ...companies(1)]);
    expect(warnings).toMatchObject([
      { code: 'ANSWER_NOT_CACHED', message: expect.stringContaining('28 bytes') as string },
    ]);
    expect(store.values.size).toBe(0);
  });

  it('close a store that the step has opened, and no other', async () => {
    const own = new MemoryStore();
    const { step, store } = cachedStep();
    await run(step, companies(1));
    expect(store.isClosed).toBe(false);
    const key = ({ id }: Company) => id;
    await run(cachedStep({ cache: { key, ttlMs: 1, store: () => own } }).step, companies(1));
    expect([own.isClosed, own.values.size]).toEqual([true, 1]);
  });

  it('need a store in a run without a database', async () => {
    const key = ({ id }: Company) => id;
    const { step } = cachedStep({ cache: { key, ttlMs: 1, store: undefined } });
    await expect(run(step, companies(1))).rejects.toMatchObject({
      cause: { code: 'BUDGET_OPTION_INVALID' },
    });
  });
});
