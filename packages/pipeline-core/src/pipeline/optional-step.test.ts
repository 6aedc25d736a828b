import { describe, expect, it } from 'vitest';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { rejectRow } from '../steps/step-result.js';
import { createRecordingLogger } from '../testing/index.js';
import { Pipeline } from './pipeline.js';

interface Item {
  readonly id: number;
}
const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));
const down = Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });

const enrich = rowStep('enrich', (row: Item) => {
  if (row.id % 2 === 0) throw down;
  return { id: row.id * 10 };
});

describe('an optional row step', () => {
  it('passes each row at which it throws on unchanged, with a warning', async () => {
    const { outputData, warnings, errors, success, metrics } = await new Pipeline<Item>('items')
      .addOptionalStep(enrich)
      .run(items(4));
    expect(success).toBe(true);
    expect(outputData).toEqual([{ id: 10 }, { id: 2 }, { id: 30 }, { id: 4 }]);
    expect(errors).toEqual([]);
    expect(warnings).toEqual(
      [2, 4].map((rowNumber) => ({
        rowNumber,
        lineNumber: null,
        stepName: 'enrich',
        field: null,
        code: 'OPTIONAL_STEP_FAILED',
        message: 'the optional step threw Error [ECONNREFUSED]; its input passed on unchanged',
      })),
    );
    expect(metrics.steps).toMatchObject([{ rowsIn: 4, rowsOut: 4, warningsCount: 2 }]);
  });

  it('logs the first exception as a warning and notifies the observer', async () => {
    const logger = createRecordingLogger();
    const failures: unknown[] = [];
    const observer = { onStepFailed: (failure: unknown) => failures.push(failure) };
    await new Pipeline<Item>('items').addOptionalStep(enrich).run(items(6), { logger, observer });
    const logged = logger.events.filter(({ event }) => event === 'pipeline.step.failed');
    expect(logged).toMatchObject([
      {
        level: 'warn',
        context: {
          stepName: 'enrich',
          optional: true,
          error: { name: 'Error', code: 'ECONNREFUSED' },
        },
      },
    ]);
    expect(failures).toEqual([{ stepName: 'enrich', error: down }]);
    expect(JSON.stringify(logger.events)).not.toContain('secret');
  });

  it('passes on a row for which an asynchronous step rejected', async () => {
    const later = rowStep('later', (row: Item) => (row.id === 1 ? Promise.reject(down) : row));
    const pipeline = new Pipeline<Item>('items').addOptionalStep(later);
    expect((await pipeline.run(items(2))).outputData).toEqual(items(2));
  });

  it('is retried first, as its retry option says', async () => {
    let calls = 0;
    const flaky = rowStep(
      'flaky',
      (): Item => {
        calls += 1;
        throw down;
      },
      { retry: { retriableErrors: ['ECONNREFUSED'], maxAttempts: 3, backoffMs: 0 } },
    );
    const { warnings } = await new Pipeline<Item>('items').addOptionalStep(flaky).run(items(1));
    expect(calls).toBe(3);
    expect(warnings).toHaveLength(1);
  });

  it('rejects and filters rows like any other step', async () => {
    const picky = rowStep('picky', (row: Item) =>
      row.id === 1 ? rejectRow({ code: 'ONE', message: 'must not be one' }) : null,
    );
    const { ledger } = await new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 })
      .addOptionalStep(picky)
      .run(items(3));
    expect(ledger).toMatchObject({ rowsOut: 0, rowsRejected: 1, rowsFiltered: 2 });
  });

  it('treats an invalid result as an exception of the step', async () => {
    const careless = rowStep('careless', () => undefined as unknown as Item); // untyped code may return this
    const { outputData } = await new Pipeline<Item>('items')
      .addOptionalStep(careless)
      .run(items(1));
    expect(outputData).toEqual(items(1));
  });
});

describe('an optional data frame step', () => {
  const broken = dataFrameStep<Item, Item>('broken', () => {
    throw down;
  });

  it('passes all rows on with their numbers when it throws, with one warning', async () => {
    const { outputData, warnings, ledger } = await new Pipeline<Item>('items')
      .addOptionalStep(broken)
      .addStep(rowStep('check', (row: Item) => row))
      .run(items(3));
    expect(outputData).toEqual(items(3));
    expect(warnings).toMatchObject([{ rowNumber: null, code: 'OPTIONAL_STEP_FAILED' }]);
    expect(ledger).toMatchObject({ rowsIn: 3, rowsOut: 3, rowsAdded: 0, rowsFiltered: 0 });
  });

  it('keeps the numbers of the rows that pass it unchanged', async () => {
    const stream = new Pipeline<Item>('items').addOptionalStep(broken).stream([items(2)]);
    for await (const batch of stream) expect(batch.rowNumbers).toEqual([1, 2]);
  });

  it('ends the run where it changes the number of rows other than it declared', async () => {
    const losing = dataFrameStep('losing', (rows: readonly Item[]) => rows.slice(1), {
      rowCountChange: 'none',
    });
    await expect(
      new Pipeline<Item>('items').addOptionalStep(losing).run(items(2)),
    ).rejects.toMatchObject({ code: 'LEDGER_IMBALANCE' });
  });
});
