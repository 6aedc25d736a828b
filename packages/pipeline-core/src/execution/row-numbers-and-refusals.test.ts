import { describe, expect, it } from 'vitest';
import { WdhError } from '../errors/wdh-error.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';

interface Item {
  readonly id: number;
}
const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));
const busy = Object.assign(new Error('busy'), { code: 'BUSY' });

describe('the row number that a row step receives', () => {
  const numbered = (options: { concurrency?: number; isRetried?: boolean }) => {
    const seen: (number | null)[] = [];
    let attempts = 0;
    const step = rowStep(
      'numbered',
      (row: Item, _context, rowNumber) => {
        seen.push(rowNumber);
        attempts += 1;
        if (options.isRetried === true && attempts <= 2) throw busy;
        return row;
      },
      {
        concurrency: options.concurrency,
        retry: { retriableErrors: ['BUSY'], backoffMs: 0 },
      },
    );
    return { seen, step };
  };

  it.each([1, 3])(
    'is that of its record in the source, with concurrency %d',
    async (concurrency) => {
      const { seen, step } = numbered({ concurrency });
      const dropSecond = rowStep('drop', (row: Item) => (row.id === 2 ? null : row));
      await new Pipeline<Item>('items', { batchSize: 3 })
        .addStep(dropSecond)
        .addStep(step)
        .run(items(5));
      expect(seen.toSorted()).toEqual([1, 3, 4, 5]);
    },
  );

  it('is the same in each attempt', async () => {
    const { seen, step } = numbered({ isRetried: true });
    await new Pipeline<Item>('items').addStep(step).run(items(2));
    expect(seen).toEqual([1, 1, 1, 2]);
  });

  it('is null for a row that a data frame step created', async () => {
    const { seen, step } = numbered({});
    const added = dataFrameStep('added', (rows: readonly Item[]) => [...rows, { id: 9 }]);
    await new Pipeline<Item>('items').addStep(added).addStep(step).run(items(1));
    expect(seen).toEqual([1, null]);
  });
});

describe('a row step that is refused a paid call', () => {
  const refused = new WdhError('The budget of acme is spent: 110.00 of 100.00. Raise it.', {
    code: 'BUDGET_EXCEEDED',
    category: 'budget',
    isRetryable: true,
  });

  it.each([1, 3])(
    'ends the run with that code, and is not retried, with concurrency %d',
    async (concurrency) => {
      let calls = 0;
      const step = rowStep(
        'enrich',
        (): Item => {
          calls += 1;
          throw refused;
        },
        { concurrency, retry: { retriableErrors: [Error, () => true, 'BUDGET_EXCEEDED'] } },
      );
      const running = new Pipeline<Item>('items').addStep(step).run(items(1));
      await expect(running).rejects.toMatchObject({
        name: 'StepFailedError',
        code: 'BUDGET_EXCEEDED',
        category: 'budget',
        isRetryable: false,
        summary: `Step enrich was refused a paid call. ${refused.summary}`,
        cause: refused,
        context: { stepName: 'enrich', rowNumber: 1 },
      });
      expect(calls).toBe(1);
    },
  );
});
