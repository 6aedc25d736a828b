import { describe, expect, it } from 'vitest';
import type { RejectedRow } from '../accounting/rejected-row.js';
import type { PipelineObserver } from '../context/pipeline-observer.js';
import type { PipelineStream } from '../context/pipeline-stream.js';
import { NumberTexts } from '../rows/number-texts.js';
import type { RowBatch } from '../rows/row-batch.js';
import { rowSource } from '../rows/row-source.js';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { rejectRow } from '../steps/step-result.js';
import { createRecordingLogger } from '../testing/recording-logger.js';
import { Pipeline } from './pipeline.js';

interface Item {
  readonly id: number;
}

const malformed: RejectedRow = {
  rowNumber: 2,
  lineNumber: 3,
  stepName: 'read',
  field: null,
  code: 'TOO_FEW_FIELDS',
  message: 'expected 2 fields',
  input: 'x',
};

const batch: RowBatch<Item> = {
  rows: [{ id: 1 }, { id: 3 }],
  rowNumbers: [1, 3],
  lineNumbers: [2, 6],
  rejected: [malformed],
};

async function collect<Row extends object>(stream: PipelineStream<Row>): Promise<RowBatch<Row>[]> {
  const batches: RowBatch<Row>[] = [];
  for await (const each of stream) batches.push(each);
  return batches;
}

const collecting = new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 });

describe('Pipeline.stream', () => {
  it('marks its batches as JSON values exactly where the source does', async () => {
    const wholeStep = dataFrameStep('whole', (rows: readonly Item[]) => [...rows]);
    const flagsOf = async (source: RowBatch<Item>) => {
      const batches = await collect(collecting.addStep(wholeStep).stream([source]));
      return batches.map(({ areJsonValues, numberTexts }) => [areJsonValues, numberTexts]);
    };
    const numberTexts = new NumberTexts();
    const flags = [true, numberTexts];
    expect(await flagsOf({ ...batch, areJsonValues: true, numberTexts })).toEqual([flags, flags]);
    expect(await flagsOf(batch)).toEqual([
      [undefined, undefined],
      [undefined, undefined],
    ]);
  });

  it('keeps line numbers and passes on malformed records of the source', async () => {
    const stream = collecting
      .addStep(
        rowStep('reject_three', (row: Item) =>
          row.id === 3 ? rejectRow({ code: 'THREE', message: 'must not be three' }) : row,
        ),
      )
      .stream([batch]);
    const [out] = await collect(stream);
    expect(out).toMatchObject({ rows: [{ id: 1 }], rowNumbers: [1], lineNumbers: [2] });
    expect(out?.rejected).toMatchObject([malformed, { rowNumber: 3, lineNumber: 6 }]);
    expect(stream.ledger).toEqual({
      rowsIn: 3,
      rowsOut: 1,
      rowsRejected: 2,
      rowsFiltered: 0,
      rowsAdded: 0,
    });
  });

  it('keeps line numbers through a sort and a deduplication of the whole dataset', async () => {
    const stream = collecting
      .addStep(dataFrameStep('newest_first', (rows: readonly Item[]) => rows.toReversed()))
      .addStep(dataFrameStep('first_only', (rows: readonly Item[]) => rows.slice(0, 1)))
      .stream([batch]);
    const batches = await collect(stream);
    expect(batches.flatMap((each) => each.lineNumbers)).toEqual([6]);
    expect(batches.flatMap((each) => each.rejected)).toEqual([malformed]);
  });

  it('has no line number for rows that a data frame step created', async () => {
    const stream = collecting
      .addStep(dataFrameStep('sum', (rows: readonly Item[]) => [{ total: rows.length }]))
      .stream([batch]);
    expect((await collect(stream)).at(-1)).toMatchObject({
      rows: [{ total: 2 }],
      rowNumbers: [null],
      lineNumbers: [null],
    });
  });

  it('calls a step of batch scope for each batch and one of dataset scope once', async () => {
    const calls: string[] = [];
    const note = (name: string, scope: 'batch' | 'dataset') =>
      dataFrameStep(
        name,
        (rows: readonly Item[]) => {
          calls.push(`${name} ${rows.length}`);
          return rows;
        },
        { scope },
      );
    await collect(
      collecting
        .addStep(note('small', 'batch'))
        .addStep(note('whole', 'dataset'))
        .stream([[{ id: 1 }], [{ id: 2 }, { id: 3 }]]),
    );
    expect(calls).toEqual(['small 1', 'small 2', 'whole 3']);
  });

  it('splits the dataset into batches again after a step that held it', async () => {
    const rows = Array.from({ length: 5 }, (_, id) => ({ id }));
    const stream = new Pipeline<Item>('items', { batchSize: 2 })
      .addStep(dataFrameStep('all', (all: readonly Item[]) => all))
      .stream([rows]);
    expect((await collect(stream)).map((each) => each.rows.length)).toEqual([2, 2, 1]);
  });

  it('makes no empty batch of a dataset that fills its batches exactly', async () => {
    const stream = new Pipeline<Item>('items', { batchSize: 2 })
      .addStep(dataFrameStep('all', (all: readonly Item[]) => all))
      .stream([Array.from({ length: 4 }, (_, id) => ({ id }))]);
    expect((await collect(stream)).map((each) => each.rows.length)).toEqual([2, 2]);
  });

  it('calls no step for an empty batch, however the input is split', async () => {
    const calls: number[] = [];
    const stream = collecting
      .addStep(rowStep('drop_ones', (row: Item) => (row.id === 1 ? null : row)))
      .addStep(
        dataFrameStep(
          'watch',
          (rows: readonly Item[]) => {
            calls.push(rows.length);
            return rows;
          },
          { scope: 'batch' },
        ),
      )
      .stream([[{ id: 1 }], [], [{ id: 2 }]]);
    await collect(stream);
    expect(calls).toEqual([1]);
  });

  it('reads nothing before the first request, and then one batch at a time', async () => {
    const reads: number[] = [];
    function* source() {
      for (let id = 1; id <= 3; id += 1) {
        reads.push(id);
        yield [{ id }];
      }
    }
    const iterator = new Pipeline<Item>('items').stream(source())[Symbol.asyncIterator]();
    expect(reads).toEqual([]);
    await iterator.next();
    expect(reads).toEqual([1]);
  });

  it('yields the rejected row before it ends the run for it', async () => {
    const iterator = new Pipeline<Item>('items').stream([batch])[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toMatchObject({ rows: [], rejected: [malformed] });
    await expect(iterator.next()).rejects.toMatchObject({
      code: 'ROW_REJECTED',
      context: { rowNumber: 2, lineNumber: 3, stepName: 'read' },
    });
  });

  it('closes the source when its consumer stops early', async () => {
    let closed = false;
    async function* source() {
      try {
        for (let id = 1; ; id += 1) yield await Promise.resolve([{ id }]);
      } finally {
        closed = true;
      }
    }
    for await (const _ of new Pipeline<Item>('items').stream(source())) break;
    expect(closed).toBe(true);
  });

  it('ends with the reason of the signal while the source is silent', async () => {
    const controller = new AbortController();
    const reason = new Error('stop');
    let isClosed = false;
    const silent: AsyncIterable<Item[]> = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<never>(() => undefined),
        return: () => {
          isClosed = true;
          return Promise.resolve({ done: true, value: undefined });
        },
      }),
    };
    const reading = collect(new Pipeline<Item>('items').stream(silent, controller));
    controller.abort(reason);
    await expect(reading).rejects.toBe(reason);
    expect(isClosed).toBe(true);
  });

  it('passes on what the source throws', async () => {
    const broken = new Error('disk');
    async function* source(): AsyncGenerator<Item[]> {
      await Promise.resolve();
      throw broken;
    }
    await expect(collect(new Pipeline<Item>('items').stream(source()))).rejects.toBe(broken);
  });
});

describe('Pipeline.bind', () => {
  it('passes on what its source has counted in the latest run', async () => {
    const lines = {
      skippedLines: 0,
      headerLines: 1,
      recordLines: 2,
      blankLines: 3,
      commentLines: 0,
    };
    let counted = { lines: 0, ...lines };
    const bound = new Pipeline<Item>('items').bind({
      ...rowSource<Item>('two', () => [{ id: 1 }]),
      get statistics() {
        return counted;
      },
    });
    counted = { lines: 6, ...lines };
    await collect(bound.stream());
    expect(bound.sourceStatistics).toEqual({ lines: 6, ...lines });
    const withoutLines = new Pipeline<Item>('items').bind(rowSource<Item>('one', () => []));
    expect(withoutLines.sourceStatistics).toBeUndefined();
  });

  it('reads the records again without the steps and without changing the counts', async () => {
    let lines = 0;
    const source = {
      ...rowSource<Item>('two', () => [{ id: 1 }, { id: 2 }]),
      get statistics() {
        lines += 1;
        const others = { skippedLines: 0, headerLines: 0, recordLines: 0, blankLines: 0 };
        return { lines, ...others, commentLines: 0 };
      },
    };
    const bound = new Pipeline<Item>('items')
      .addStep(rowStep('next', ({ id }: Item) => ({ id: id + 1 })))
      .bind(source);
    await collect(bound.stream());
    const read: object[] = [];
    for await (const { rows } of bound.records?.() ?? []) read.push(...rows);
    expect(read).toEqual([{ id: 1 }, { id: 2 }]);
    expect(bound.sourceStatistics?.lines).toBe(1);
    bound.stream();
    expect(bound.sourceStatistics?.lines).toBe(2);
  });

  it('binds to a function that opens the source when it is used', async () => {
    let times = 0;
    const bound = new Pipeline<Item>('items').bind(() => {
      times += 1;
      return rowSource<Item>('two', () => [{ id: 1 }, { id: 2 }]);
    });
    expect(times).toBe(0);
    expect(await bound.identify()).toMatchObject({ name: 'two' });
    expect(await collect(bound.stream())).toHaveLength(1);
    expect(times).toBe(1);
  });

  it('stops waiting for a source that opens for ever when it is aborted', async () => {
    const controller = new AbortController();
    const bound = new Pipeline<Item>('items').bind(() => new Promise(() => undefined));
    const identified = bound.identify(controller.signal);
    controller.abort(new Error('stop'));
    await expect(identified).rejects.toThrow('stop');
  });

  it('reports its events to a watcher of the stream as well', async () => {
    const [own, other] = [createRecordingLogger(), createRecordingLogger()];
    const seen: string[] = [];
    const observerOf = (name: string): PipelineObserver => ({
      onRunStart: () => seen.push(`${name} start`),
      onRunEnd: () => seen.push(`${name} end`),
    });
    const bound = new Pipeline<Item>('items').bind(
      rowSource<Item>('one', () => [{ id: 1 }]),
      { logger: own, observer: observerOf('own') },
    );
    await collect(bound.stream(undefined, { logger: other, observer: observerOf('watcher') }));
    expect(other.eventNames).toEqual(['pipeline.started', 'pipeline.completed']);
    expect(own.events).toEqual(other.events);
    expect(seen).toEqual(['watcher start', 'own start', 'watcher end', 'own end']);
    // With no logger and no observer of its own.
    const silent = new Pipeline<Item>('items').bind(rowSource<Item>('one', () => [{ id: 1 }]));
    await collect(silent.stream(undefined, { logger: other, observer: observerOf('alone') }));
    expect(other.eventNames).toHaveLength(4);
    expect(seen.slice(4)).toEqual(['alone start', 'alone end']);
  });

  it('runs again from the beginning of the source under one execution id', async () => {
    const bound = new Pipeline<Item>('items', { version: '7' }).bind(
      {
        identify: () => Promise.resolve({ name: 'two', sizeBytes: null, sha256: null }),
        async *read() {
          yield await Promise.resolve({
            rows: [{ id: 1 }, { id: 2 }],
            rowNumbers: [1, 2],
            lineNumbers: [2, 3],
            rejected: [],
          });
        },
      },
      { executionId: 'exec_9' },
    );
    expect(bound).toMatchObject({
      pipelineName: 'items',
      pipelineVersion: '7',
      executionId: 'exec_9',
    });
    expect(await bound.identify()).toMatchObject({ name: 'two' });
    expect(await collect(bound.stream())).toEqual(await collect(bound.stream()));
  });
});

describe('a stream', () => {
  it('refuses a second reader, which would find no rows', () => {
    const stream = new Pipeline<Item>('items').stream([batch]);
    expect(stream[Symbol.asyncIterator]()).toBeDefined();
    expect(() => stream[Symbol.asyncIterator]()).toThrow(
      expect.objectContaining({
        code: 'STREAM_ALREADY_READ',
        category: 'usage',
        message:
          '[STREAM_ALREADY_READ] A stream can be read only once; call stream again to start another run. | Domain: items',
      }),
    );
  });

  it('reports counts and times of the steps, during the run and at its end', async () => {
    const stream = collecting
      .addStep(rowStep('same', (row: Item) => row))
      .stream([[{ id: 1 }], [{ id: 2 }]]);
    const reader = stream[Symbol.asyncIterator]();
    await reader.next();
    expect(stream.metrics).toMatchObject({ rowsIn: 1, steps: [{ stepName: 'same', rowsIn: 1 }] });
    await reader.next();
    await reader.next();
    expect(stream.metrics).toMatchObject({ rowsIn: 2, steps: [{ stepName: 'same', rowsIn: 2 }] });
  });

  it('checks rows rejected after a step that held the dataset against all rows of the source', async () => {
    const pipeline = new Pipeline<Item>('items', {
      stopOnError: false,
      errorThreshold: 0.5,
      errorThresholdMinRows: 1,
    })
      .addStep(dataFrameStep('newest_first', (rows: readonly Item[]) => rows.toReversed()))
      .addStep(
        rowStep('reject_ones', (row: Item) =>
          row.id === 1 ? rejectRow({ code: 'ONE', message: 'must not be one' }) : row,
        ),
      );
    const ids = [1, 1, 3, 4].map((id) => ({ id }));
    expect((await pipeline.run(ids)).rejectedRows).toHaveLength(2);
    expect((await pipeline.run([{ id: 1 }, ...ids])).failure).toMatchObject({
      rowsRejected: 3,
      rowsIn: 5,
    });
  });

  it('yields rejected rows of the source before those of a later stage, and checks them once', async () => {
    const stream = new Pipeline<Item>('items', {
      stopOnError: false,
      errorThreshold: 0.34,
      errorThresholdMinRows: 1,
    })
      .addStep(rowStep('same', (row: Item) => row))
      .addStep(dataFrameStep('whole', (rows: readonly Item[]) => rows))
      .stream([{ ...batch, rowNumbers: [1, 3], rejected: [{ ...malformed, rowNumber: 3 }] }]);
    const rejected = (await collect(stream)).flatMap((each) => each.rejected);
    expect(rejected).toMatchObject([{ code: 'TOO_FEW_FIELDS' }]);
  });
});
