import { expect, it } from 'vitest';
import { peakMemoryOf } from '../../../../../tools/vitest/peak-memory.js';
import { inBatches, Pipeline, rejectRow, rowStep } from '../../../src/index.js';

interface Row {
  readonly id: number;
}

const million = 1_000_000;
const rejectAll = rowStep('reject_all', (_row: Row) =>
  rejectRow({ field: 'id', code: 'ID_BAD', message: 'must be good' }),
);

/** A million rows, generated on request; counts the generated rows. */
function endlessRows(): { readonly rows: Generator<Row>; readonly made: () => number } {
  let made = 0;
  function* rows(): Generator<Row> {
    for (; made < million; made += 1) yield { id: made };
  }
  return { rows: rows(), made: () => made };
}

it('R05 every row of a million bad: the run ends at the limit and does not read the rest', async () => {
  const { rows, made } = endlessRows();
  const pipeline = new Pipeline<Row>('bad', { stopOnError: false, errorThreshold: 0.1 });
  const stream = pipeline.addStep(rejectAll).stream(inBatches(rows));
  let rejected = 0;
  const reading = async (): Promise<void> => {
    for await (const batch of stream) rejected += batch.rejected.length;
  };
  await expect(reading()).rejects.toMatchObject({
    code: 'ERROR_THRESHOLD_EXCEEDED',
    category: 'data',
  });
  expect(made()).toBeLessThan(5000);
  expect(stream.ledger).toMatchObject({ rowsOut: 0, rowsRejected: rejected });
});

it('R05 every row of a million bad, with stopOnError: one row is rejected', async () => {
  const { rows, made } = endlessRows();
  const stream = new Pipeline<Row>('bad').addStep(rejectAll).stream(inBatches(rows));
  let rejected = 0;
  const reading = async (): Promise<void> => {
    for await (const batch of stream) rejected += batch.rejected.length;
  };
  await expect(reading()).rejects.toMatchObject({ code: 'ROW_REJECTED' });
  expect(rejected).toBe(1);
  expect(made()).toBeLessThan(5000);
});

it(
  'R05 every row of a million bad, without a limit: memory stays flat',
  { tags: ['full'] },
  async () => {
    const program = new URL('../../support/reject-all.ts', import.meta.url);
    const few = await peakMemoryOf(program, ['1000']);
    const many = await peakMemoryOf(program, [String(million)]);
    expect([few, many].map(({ stdout }) => Number(stdout))).toEqual([1000, million]);
    expect(many.peakBytes - few.peakBytes).toBeLessThan(150e6);
  },
);
