import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dataFrameStep, isBalanced, Pipeline, rejectRow, rowStep } from '../../src/index.js';

interface Item {
  readonly id: number;
}

/** Steps by name, so that a random pipeline is a list of words. */
const steps = {
  reject3: rowStep('reject3', (row: Item) =>
    row.id % 3 === 0 ? rejectRow({ code: 'THREE', message: 'no multiple of three' }) : row,
  ),
  reject5: rowStep('reject5', (row: Item) =>
    row.id % 5 === 0 ? rejectRow({ code: 'FIVE', message: 'no multiple of five' }) : row,
  ),
  drop7: rowStep('drop7', (row: Item) => (row.id % 7 === 0 ? null : row)),
  later: rowStep('later', async (row: Item) => Promise.resolve({ id: row.id + 1 })),
  reverse: dataFrameStep('reverse', (rows: readonly Item[]) => rows.toReversed()),
  evens: dataFrameStep('evens', (rows: readonly Item[]) => rows.filter(({ id }) => id % 2 === 0), {
    scope: 'batch',
  }),
  double: dataFrameStep('double', (rows: readonly Item[]) => [...rows, ...rows]),
};

const chains = fc.uniqueArray(fc.constantFrom(...Object.values(steps)), { maxLength: 5 });

function cut(rows: readonly Item[], sizes: readonly number[]): Item[][] {
  const batches: Item[][] = [];
  let from = 0;
  for (let at = 0; from < rows.length; at += 1) {
    const size = sizes[at % sizes.length] ?? 1;
    batches.push(rows.slice(from, from + size));
    from += size;
  }
  return batches;
}

describe('a pipeline', () => {
  it('gives the same rows, rejects and ledger in memory and however its input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        chains,
        fc.nat({ max: 60 }),
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom(0, 0.2, 0.5, 1),
        fc.integer({ min: 1, max: 40 }),
        async (chain, count, sizes, stopOnError, errorThreshold, errorThresholdMinRows) => {
          const config = { stopOnError, errorThreshold, errorThresholdMinRows, batchSize: 4 };
          const pipeline = chain.reduce(
            (longer, step) => longer.addStep(step),
            new Pipeline<Item>('random', config),
          );
          const rows = Array.from({ length: count }, (_, id) => ({ id }));

          const whole = await pipeline.run(rows);

          const stream = pipeline.stream(cut(rows, sizes));
          const streamed: Item[] = [];
          const rejected: unknown[] = [];
          let failure: unknown = null;
          try {
            for await (const batch of stream) {
              streamed.push(...batch.rows);
              rejected.push(...batch.rejected);
            }
          } catch (error) {
            failure = error;
          }

          expect(String(failure)).toBe(String(whole.failure));
          expect(rejected).toEqual(whole.rejectedRows);
          if (whole.success) {
            expect(streamed).toEqual(whole.outputData);
            expect(stream.ledger).toEqual(whole.ledger);
            expect(isBalanced(stream.ledger)).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
