import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { StepFailedError } from '../errors/step-failed-error.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { rejectRow } from '../steps/step-result.js';
import { batchOf, createRecordingLogger, runStep } from '../testing/index.js';

afterEach(() => {
  vi.useRealTimers();
});

interface Item {
  readonly id: number;
}
const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));
const busy = Object.assign(new Error('busy'), { code: 'BUSY' });
const failAt = (name: string, id: number) =>
  rowStep(name, (row: Item) => {
    if (row.id === id) throw new Error('x');
    return row;
  });
const rejectAt = (name: string, id: number) =>
  rowStep(name, (row: Item) =>
    row.id === id ? rejectRow({ code: 'BAD', message: 'must not be' }) : row,
  );

/** The error of a run, and the ids that its stream yielded before, for a batch size. */
async function streamed(pipeline: Pipeline<Item>, count: number, size: number) {
  const batches: Item[][] = [];
  for (let from = 0; from < count; from += size)
    batches.push(items(count).slice(from, from + size));
  const ids: number[] = [];
  const stream = pipeline.stream(batches);
  try {
    for await (const batch of stream) ids.push(...batch.rows.map(({ id }) => id));
  } catch (error) {
    return { ids, error, stream };
  }
  return { ids, error: null, stream };
}

describe('a row step that throws', () => {
  it.each([1, 3, 10])(
    'passes on the rows before the exception, in batches of %d rows',
    async (size) => {
      const pipeline = new Pipeline<Item>('items').addStep(failAt('broken', 5));
      const { ids, error } = await streamed(pipeline, 10, size);
      expect(ids).toEqual([1, 2, 3, 4]);
      expect(error).toMatchObject({ code: 'STEP_FAILED', context: { rowNumber: 5 } });
    },
  );

  it.each([1, 3, 10])(
    'is overridden by a later step that fails at an earlier row, in batches of %d rows',
    async (size) => {
      const pipeline = new Pipeline<Item>('items')
        .addStep(failAt('first', 5))
        .addStep(failAt('second', 3));
      const { ids, error } = await streamed(pipeline, 10, size);
      expect(ids).toEqual([1, 2]);
      expect(error).toMatchObject({ context: { stepName: 'second', rowNumber: 3 } });
    },
  );

  it.each([1, 3, 10])(
    'is overridden by an earlier row that a later step rejects, in batches of %d rows',
    async (size) => {
      const pipeline = new Pipeline<Item>('items')
        .addStep(failAt('first', 5))
        .addStep(rejectAt('second', 3));
      const { error } = await streamed(pipeline, 10, size);
      expect(error).toMatchObject({ code: 'ROW_REJECTED', context: { rowNumber: 3 } });
    },
  );

  it.each([1, 3, 10])(
    'leaves out rows rejected after the exception, in batches of %d rows',
    async (size) => {
      const pipeline = new Pipeline<Item>('items', {
        stopOnError: false,
        errorThreshold: 0.1,
        errorThresholdMinRows: 1,
      })
        .addStep(rejectAt('first', 6))
        .addStep(failAt('second', 5));
      const { ids, error } = await streamed(pipeline, 10, size);
      expect(ids).toEqual([1, 2, 3, 4]);
      expect(error).toMatchObject({ context: { stepName: 'second', rowNumber: 5 } });
    },
  );

  it('reports the line of the row', async () => {
    const stream = new Pipeline<Item>('items')
      .addStep(failAt('broken', 2))
      .stream([batchOf(items(2), { firstLineNumber: 9 })])
      [Symbol.asyncIterator]();
    await stream.next();
    await expect(stream.next()).rejects.toMatchObject({
      context: { domain: 'items', stepName: 'broken', rowNumber: 2, lineNumber: 10 },
    });
  });

  it('passes on a rejected row of the same record, which occurred twice', async () => {
    let seen = 0;
    const stream = new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 })
      .addStep(dataFrameStep('double', (rows: readonly Item[]) => [...rows, ...rows]))
      .addStep(
        rowStep('first_once', (row: Item) => {
          seen += 1;
          return seen === 1 ? rejectRow({ code: 'BAD', message: 'must not be' }) : row;
        }),
      )
      .addStep(failAt('broken', 1))
      .stream([items(1)])
      [Symbol.asyncIterator]();
    expect((await stream.next()).value).toMatchObject({ rows: [], rejected: [{ rowNumber: 1 }] });
    await expect(stream.next()).rejects.toMatchObject({ code: 'STEP_FAILED' });
  });

  it('has a balanced ledger of the rows that it processed', async () => {
    const { stream } = await streamed(
      new Pipeline<Item>('items').addStep(failAt('broken', 5)),
      10,
      10,
    );
    expect(stream.metrics.steps).toMatchObject([{ rowsIn: 4, rowsOut: 4 }]);
    expect(stream.ledger).toMatchObject({ rowsIn: 10, rowsOut: 4 });
  });
});

describe('a synchronous row step', () => {
  it('is called for all rows of a batch without a promise for each', async () => {
    let turns = 0;
    let isRunning = true;
    const count = () => {
      turns += 1;
      // Without a bound, a turn of the event loop that the stream waits for would never come.
      if (isRunning && turns < 100_000) queueMicrotask(count);
    };
    const turnsSeen = new Set<number>();
    const step = rowStep('watch', (row: Item) => {
      turnsSeen.add(turns);
      return row;
    });
    count();
    await runStep(step, items(500));
    isRunning = false;
    expect(turnsSeen.size).toBe(1);
  });
});

describe('a row step with concurrency', () => {
  const slowFirst = async (row: Item): Promise<Item> => {
    await pause(row.id % 4 === 1 ? 6 : 1);
    return { id: row.id * 10 };
  };

  it('keeps the order and the numbers of its rows', async () => {
    const stream = new Pipeline<Item>('items')
      .addStep(rowStep('slow', slowFirst, { concurrency: 4 }))
      .stream([items(9)]);
    for await (const batch of stream) {
      expect(batch.rows.map(({ id }) => id)).toEqual(items(9).map(({ id }) => id * 10));
      expect(batch.rowNumbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
  });

  it('rejects and fails like a step without concurrency', async () => {
    const sorting = (concurrency: number) =>
      rowStep(
        'sort_out',
        async (row: Item) => {
          await Promise.resolve();
          if (row.id === 2) return rejectRow({ code: 'BAD', message: 'must not be' });
          if (row.id === 3) return null;
          if (row.id === 7) throw new Error('x');
          return row;
        },
        { concurrency },
      );
    const [one, four] = await Promise.all(
      [1, 4].map(async (concurrency) => {
        const pipeline = new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 });
        const { ids, error, stream } = await streamed(pipeline.addStep(sorting(concurrency)), 9, 9);
        return { ids, error: String(error), ledger: stream.ledger };
      }),
    );
    expect(four).toEqual(one);
    expect(four).toMatchObject({
      ids: [1, 4, 5, 6],
      ledger: { rowsRejected: 1, rowsFiltered: 1 },
      error: expect.stringMatching(/Row: 7$/) as string,
    });
  });

  it('stops at the first rejected row and starts no row after it', async () => {
    const begun: number[] = [];
    const step = rowStep(
      'watch',
      async (row: Item) => {
        begun.push(row.id);
        await Promise.resolve();
        return row.id === 2 ? rejectRow({ code: 'BAD', message: 'must not be' }) : row;
      },
      { concurrency: 2 },
    );
    const { rejectedRows, failure } = await new Pipeline<Item>('items')
      .addStep(step)
      .run(items(50));
    expect(rejectedRows).toMatchObject([{ rowNumber: 2 }]);
    expect(failure).toMatchObject({ code: 'ROW_REJECTED' });
    expect(begun.length).toBeLessThan(5);
  });

  it('starts no row after one at which it throws', async () => {
    const begun: number[] = [];
    const step = rowStep(
      'watch',
      async (row: Item) => {
        begun.push(row.id);
        await Promise.resolve();
        throw new Error('x');
      },
      { concurrency: 2 },
    );
    await expect(runStep(step, items(50))).rejects.toBeInstanceOf(StepFailedError);
    expect(begun).toEqual([1, 2]);
  });

  it('processes every row when it is optional and throws', async () => {
    const step = rowStep('watch', (): Promise<Item> => Promise.reject(busy), { concurrency: 3 });
    const { outputData, warnings } = await new Pipeline<Item>('items')
      .addOptionalStep(step)
      .run(items(7));
    expect(outputData).toEqual(items(7));
    expect(warnings).toHaveLength(7);
  });

  it('starts no row once the run is aborted', async () => {
    const controller = new AbortController();
    const begun: number[] = [];
    const step = rowStep(
      'watch',
      async (row: Item) => {
        begun.push(row.id);
        await pause(1);
        if (row.id === 2) controller.abort('stop');
        return row;
      },
      { concurrency: 2 },
    );
    await expect(runStep(step, items(50), controller)).rejects.toBe('stop');
    await pause(20);
    expect(begun.length).toBeLessThan(5);
  });

  it('causes no leak warning, however many rows wait for another attempt', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    try {
      const attempts = new Map<number, number>();
      const flaky = rowStep(
        'flaky',
        async (row: Item, { signal }) => {
          await Promise.resolve(signal);
          attempts.set(row.id, (attempts.get(row.id) ?? 0) + 1);
          if (attempts.get(row.id) === 1) throw busy;
          return row;
        },
        { concurrency: 60, retry: { retriableErrors: ['BUSY'], backoffMs: 1 } },
      );
      expect((await runStep(flaky, items(60))).outputData).toHaveLength(60);
      await new Promise((resolve) => setImmediate(resolve));
      expect(warnings).toEqual([]);
    } finally {
      process.off('warning', note);
    }
  });
});

describe('a row step with retry', () => {
  const flaky = (failures: number, retry: { maxAttempts?: number }) => {
    const calls: number[] = [];
    const step = rowStep(
      'flaky',
      (row: Item) => {
        calls.push(row.id);
        if (calls.filter((id) => id === row.id).length <= failures) throw busy;
        return row;
      },
      { retry: { ...retry, retriableErrors: ['BUSY'], backoffMs: 0 } },
    );
    return { step, calls };
  };

  it('retries a row and passes it on', async () => {
    const { step, calls } = flaky(1, {});
    const logger = createRecordingLogger();
    expect((await runStep(step, items(2), { logger })).outputData).toEqual(items(2));
    expect(calls).toEqual([1, 1, 2, 2]);
    expect(logger.events.find(({ event }) => event === 'retry.attempt.failed')).toMatchObject({
      context: { operation: 'flaky', pipelineName: 'test' },
    });
  });

  it('uses the attempts of the pipeline by default', async () => {
    const { step, calls } = flaky(9, {});
    const config = { maxRetries: 2, retryBackoffMs: 0 };
    await expect(runStep(step, items(1), { config })).rejects.toMatchObject({ cause: busy });
    expect(calls).toHaveLength(3);
  });

  it('uses its own number of attempts', async () => {
    const { step, calls } = flaky(9, { maxAttempts: 2 });
    await expect(runStep(step, items(1))).rejects.toMatchObject({ cause: busy });
    expect(calls).toHaveLength(2);
  });

  it('uses the first wait of the pipeline by default', async () => {
    let calls = 0;
    const step = rowStep(
      'flaky',
      (row: Item) => {
        calls += 1;
        if (calls === 1) throw busy;
        return row;
      },
      { retry: { retriableErrors: ['BUSY'], jitter: false } },
    );
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const startedAt = performance.now();
    const running = runStep(step, items(1), { config: { retryBackoffMs: 40 } });
    await vi.runAllTimersAsync();
    await running;
    expect(performance.now() - startedAt).toBe(40);
  });
});

describe('the time of a step', () => {
  it('excludes the time of other steps, also in a stream', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const wait = (name: string, waitMs: number) =>
      rowStep(name, async (row: Item) => {
        await vi.advanceTimersByTimeAsync(waitMs);
        return row;
      });
    const stream = new Pipeline<Item>('items')
      .addStep(wait('slow', 20))
      .addStep(rowStep('quick', (row: Item) => row))
      .stream([items(1), items(1), items(1)]);
    for await (const _ of stream) await vi.advanceTimersByTimeAsync(15);
    expect(stream.metrics.steps.map(({ durationMs }) => durationMs)).toEqual([60, 0]);
    expect(stream.metrics.totalDurationMs).toBe(105);
  });
});
