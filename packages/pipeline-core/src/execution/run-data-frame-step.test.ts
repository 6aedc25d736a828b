import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Pipeline } from '../pipeline/pipeline.js';
import { dataFrameStep, type RowCountChange } from '../steps/data-frame-step.js';
import { createRecordingLogger, runStep } from '../testing/index.js';

interface Item {
  readonly id: number;
}
const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));
const change = {
  fewer: (rows: readonly Item[]) => rows.slice(1),
  none: (rows: readonly Item[]) => rows.toReversed(),
  more: (rows: readonly Item[]) => [...rows, { id: 0 }],
};
const declared = (rowCountChange: RowCountChange | undefined, does: keyof typeof change) =>
  dataFrameStep('count', change[does], { rowCountChange });

describe('a declared change of the number of rows', () => {
  it.each<[RowCountChange | undefined, keyof typeof change]>([
    ['none', 'none'],
    ['fewer', 'fewer'],
    ['fewer', 'none'],
    ['more', 'more'],
    ['more', 'none'],
    ['any', 'fewer'],
    ['any', 'more'],
    [undefined, 'fewer'],
    [undefined, 'more'],
  ])('%s allows %s', async (rowCountChange, does) => {
    expect((await runStep(declared(rowCountChange, does), items(3))).success).toBe(true);
  });

  it.each<[RowCountChange, keyof typeof change, string]>([
    ['none', 'fewer', '3 in + 0 added is not 2 out + 0 rejected + 1 filtered'],
    ['none', 'more', '3 in + 1 added is not 4 out + 0 rejected + 0 filtered'],
    ['fewer', 'more', '3 in + 1 added is not 4 out'],
    ['more', 'fewer', '3 in + 0 added is not 2 out'],
  ])(
    '%s fails the run for %s, with the counts in the message',
    async (rowCountChange, does, counts) => {
      const logger = createRecordingLogger();
      await expect(
        runStep(declared(rowCountChange, does), items(3), { logger }),
      ).rejects.toMatchObject({
        code: 'LEDGER_IMBALANCE',
        summary: expect.stringContaining(
          `The rows of step count, which declares rowCountChange ${rowCountChange}, do not add up: ${counts}`,
        ) as string,
      });
      expect(logger.eventNames).toContain('pipeline.step.failed');
    },
  );
});

describe('a data frame step', () => {
  it.each([
    ['nothing', undefined],
    ['one row', { id: 1 }],
    ['an array with a hole of null', [{ id: 1 }, null]],
    ['an array of text', ['x']],
  ])('fails when it returns %s', async (_, outcome) => {
    const careless = dataFrameStep('careless', () => outcome as never);
    await expect(runStep(careless, items(1))).rejects.toMatchObject({
      code: 'STEP_FAILED',
      cause: {
        code: 'STEP_RESULT_INVALID',
        summary: expect.stringContaining('an array of rows') as string,
      },
    });
  });

  it('is retried as its retry option says', async () => {
    let calls = 0;
    const flaky = dataFrameStep(
      'flaky',
      (rows: readonly Item[]) => {
        calls += 1;
        if (calls < 3) throw new RangeError('busy');
        return rows;
      },
      { retry: { retriableErrors: [RangeError], backoffMs: 0 } },
    );
    expect((await runStep(flaky, items(2))).outputData).toEqual(items(2));
    expect(calls).toBe(3);
  });

  it('names no row when it throws, and ends the run after the rows rejected before it', async () => {
    const step = dataFrameStep(
      'broken',
      (rows: readonly Item[]) => {
        if (rows.some(({ id }) => id === 2)) throw new Error('x');
        return rows;
      },
      { scope: 'batch' },
    );
    const stream = new Pipeline<Item>('items').addStep(step).stream([[{ id: 1 }], [{ id: 2 }]]);
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const batch of stream) seen.push(batch);
    })();
    await expect(reading).rejects.toMatchObject({
      code: 'STEP_FAILED',
      context: { domain: 'items' },
    });
    await expect(reading).rejects.not.toHaveProperty('context.rowNumber', expect.any(Number));
    expect(seen).toEqual([
      { rows: [{ id: 1 }], rowNumbers: [1], lineNumbers: [null], rejected: [] },
      { rows: [], rowNumbers: [], lineNumbers: [], rejected: [] },
    ]);
    expect(stream.metrics.steps).toMatchObject([{ rowsIn: 1, rowsOut: 1 }]);
  });

  it('is called once for a dataset without rows, and may add rows', async () => {
    const total = dataFrameStep('total', (rows: readonly Item[]) => [{ total: rows.length }]);
    const { outputData, ledger } = await runStep(total, []);
    expect(outputData).toEqual([{ total: 0 }]);
    expect(ledger).toMatchObject({ rowsIn: 0, rowsAdded: 1, rowsOut: 1 });
  });

  it('ends with the reason of the signal during a wait', async () => {
    const controller = new AbortController();
    const stuck = dataFrameStep('stuck', () => new Promise<Item[]>(() => undefined));
    const running = runStep(stuck, items(1), controller);
    setTimeout(() => controller.abort('stop'), 5);
    await expect(running).rejects.toBe('stop');
  });

  it('is timed from its call to its outcome', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    const slow = dataFrameStep('slow', async (rows: readonly Item[]) => {
      await vi.advanceTimersByTimeAsync(20);
      return rows;
    });
    const { metrics } = await runStep(slow, items(1));
    expect(metrics.steps[0]?.durationMs).toBe(20);
  });
});
