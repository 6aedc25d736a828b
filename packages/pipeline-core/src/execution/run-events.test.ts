import { describe, expect, it } from 'vitest';
import type { PipelineObserver } from '../context/pipeline-observer.js';
import { Pipeline } from '../pipeline/pipeline.js';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { keepRow, rejectRow } from '../steps/step-result.js';
import { createRecordingLogger } from '../testing/index.js';

interface Item {
  readonly id: number;
}
const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));
const same = rowStep('same', (row: Item) => row);
const warn = rowStep('warn', (row: Item) => keepRow(row, { code: 'ODD', message: 'looks odd' }));
const whole = dataFrameStep('whole', (rows: readonly Item[]) => rows);
const broken = rowStep('broken', (row: Item): Item => {
  throw new TypeError(`no ${row.id}`);
});
const run = { pipelineName: 'items', executionId: 'exec_1' };

/** An observer that records its calls. */
function recording() {
  const calls: unknown[] = [];
  const note =
    (name: string) =>
    (...args: unknown[]): void => {
      calls.push([name, ...args]);
    };
  const observer: Required<PipelineObserver> = {
    onRunStart: note('run start'),
    onProgress: note('progress'),
    onStepStart: note('step start'),
    onWarning: note('warning'),
    onStepFailed: note('step failed'),
    onStepEnd: note('step end'),
    onRunEnd: note('run end'),
  };
  return { observer, calls };
}

describe('the events of a run', () => {
  it('report the run and each step, once, in order', async () => {
    const logger = createRecordingLogger();
    const pipeline = new Pipeline<Item>('items').addStep(same).addStep(whole);
    for await (const _ of pipeline.stream([items(1), items(2)], { logger, executionId: 'exec_1' }));
    expect(logger.events).toMatchObject([
      { level: 'info', event: 'pipeline.started', context: { ...run, steps: ['same', 'whole'] } },
      { level: 'info', event: 'pipeline.step.started', context: { ...run, stepName: 'same' } },
      { level: 'info', event: 'pipeline.step.started', context: { ...run, stepName: 'whole' } },
      {
        level: 'info',
        event: 'pipeline.step.completed',
        context: { ...run, stepName: 'same', stepType: 'row_transform', rowsIn: 3, rowsOut: 3 },
      },
      {
        level: 'info',
        event: 'pipeline.step.completed',
        context: { ...run, stepName: 'whole', stepType: 'dataframe', rowsIn: 3, rowsOut: 3 },
      },
      {
        level: 'info',
        event: 'pipeline.completed',
        context: { ...run, success: true, rowsIn: 3, rowsOut: 3, stepCount: 2 },
      },
    ]);
  });

  it('report a step that received no row as well', async () => {
    const logger = createRecordingLogger();
    await new Pipeline<Item>('items').addStep(same).run([], { logger });
    expect(logger.eventNames).toEqual([
      'pipeline.started',
      'pipeline.step.started',
      'pipeline.step.completed',
      'pipeline.completed',
    ]);
  });

  it('report a step that throws, without the message of the exception', async () => {
    const logger = createRecordingLogger();
    const running = new Pipeline<Item>('items').addStep(broken).run(items(1), { logger });
    await expect(running).rejects.toThrow();
    expect(logger.events.slice(2)).toMatchObject([
      {
        level: 'error',
        event: 'pipeline.step.failed',
        context: {
          stepName: 'broken',
          error: { code: 'STEP_FAILED', rowNumber: 1, cause: { name: 'TypeError' } },
        },
      },
      {
        level: 'error',
        event: 'pipeline.completed',
        context: { success: false, error: { code: 'STEP_FAILED' }, rowsIn: 1, stepCount: 1 },
      },
    ]);
    expect(JSON.stringify(logger.events)).not.toContain('no 1');
  });

  it('report an exception of the source by name and code only', async () => {
    const logger = createRecordingLogger();
    function* source(): Generator<Item[]> {
      yield items(1);
      throw Object.assign(new Error('secret'), { code: 'EIO' });
    }
    const stream = new Pipeline<Item>('items').stream(source(), { logger })[Symbol.asyncIterator]();
    await stream.next();
    await expect(stream.next()).rejects.toThrow('secret');
    expect(logger.events.at(-1)).toMatchObject({
      level: 'error',
      event: 'pipeline.completed',
      context: { success: false, error: { name: 'Error', code: 'EIO' } },
    });
    expect(JSON.stringify(logger.events)).not.toContain('secret');
  });

  it('report a consumer that stops early', async () => {
    const logger = createRecordingLogger();
    const { observer, calls } = recording();
    const stream = new Pipeline<Item>('items').stream([items(1), items(1)], { logger, observer });
    for await (const _ of stream) break;
    expect(logger.events.at(-1)?.context).toMatchObject({
      success: false,
      error: {
        code: 'READER_LEFT',
        category: 'interrupted',
        domain: 'items',
        message: expect.stringContaining('its consumer requested no further batch') as string,
      },
    });
    expect(calls.at(-1)).toMatchObject(['run end', { rowsIn: 1 }, { code: 'READER_LEFT' }]);
  });

  it('have no effect where the logger throws', async () => {
    const fail = (): never => {
      throw new Error('no log');
    };
    const logger = { debug: fail, info: fail, warn: fail, error: fail, bind: fail };
    const pipeline = new Pipeline<Item>('items').addStep(warn);
    expect((await pipeline.run(items(2), { logger })).outputData).toEqual(items(2));
    await expect(
      new Pipeline<Item>('items').addStep(broken).run(items(1), { logger }),
    ).rejects.toMatchObject({ code: 'STEP_FAILED' });
  });
});

describe('an observer', () => {
  it('is notified of everything, with the rows so far', async () => {
    const { observer, calls } = recording();
    const stream = new Pipeline<Item>('items')
      .addStep(warn)
      .stream([items(1), items(2)], { observer, executionId: 'exec_1' });
    for await (const _ of stream);
    const warning = { stepName: 'warn', code: 'ODD', message: 'looks odd', field: null };
    expect(calls).toMatchObject([
      ['run start', run],
      ['step start', { stepName: 'warn' }],
      ['warning', { ...warning, rowNumber: 1 }],
      ['progress', { rowsIn: 1, rowsOut: 1 }],
      ['warning', { ...warning, rowNumber: 2 }],
      ['warning', { ...warning, rowNumber: 3 }],
      ['progress', { rowsIn: 3, rowsOut: 3 }],
      ['step end', { stepName: 'warn', rowsIn: 3, warningsCount: 3 }],
      ['run end', { rowsIn: 3, rowsOut: 3, warningsCount: 3 }, undefined],
    ]);
  });

  it('is notified of the rows so far while they are held for a step that needs all of them', async () => {
    const rowsSoFar: number[] = [];
    const observer: PipelineObserver = { onProgress: ({ rowsIn }) => rowsSoFar.push(rowsIn) };
    const stream = new Pipeline<Item>('items')
      .addStep(whole)
      .stream([items(1), items(2)], { observer });
    for await (const _ of stream);
    expect(rowsSoFar).toEqual([1, 3, 3]);
  });

  it('is notified of a step that throws, with the exception', async () => {
    const { observer, calls } = recording();
    const running = new Pipeline<Item>('items').addStep(broken).run(items(1), { observer });
    await expect(running).rejects.toThrow();
    const error = { code: 'STEP_FAILED', cause: new TypeError('no 1') };
    expect(calls).toMatchObject([
      ['run start', { pipelineName: 'items' }],
      ['step start', { stepName: 'broken' }],
      ['step failed', { stepName: 'broken', error }],
      ['progress', { rowsIn: 1, rowsOut: 0 }],
      ['run end', { rowsIn: 1 }, error],
    ]);
  });

  it('is notified of the error when rejected rows end the run', async () => {
    const { observer, calls } = recording();
    const step = rowStep('reject', (_row: Item) => rejectRow({ code: 'BAD', message: 'is bad' }));
    await new Pipeline<Item>('items').addStep(step).run(items(1), { observer });
    expect(calls.at(-1)).toMatchObject(['run end', { rowsRejected: 1 }, { code: 'ROW_REJECTED' }]);
    expect(calls).not.toContainEqual(['step failed', expect.anything()]);
  });

  it('may implement only some of the methods', async () => {
    const logger = createRecordingLogger();
    const observer = { onRunStart: undefined } as unknown as PipelineObserver; // not exact, as of untyped code
    const failing = new Pipeline<Item>('items').addStep(broken).run(items(1), { observer, logger });
    await expect(failing).rejects.toThrow();
    await new Pipeline<Item>('items').addStep(warn).run(items(1), { observer, logger });
    expect(logger.eventNames).not.toContain('pipeline.observer.failed');
  });

  it.each([
    [
      'at once',
      () => {
        throw new RangeError('secret');
      },
    ],
    ['later', () => Promise.reject(new RangeError('secret'))],
  ])('cannot affect a run by an exception thrown %s, which is logged once', async (_, fail) => {
    const logger = createRecordingLogger();
    const names = ['onRunStart', 'onProgress', 'onStepStart', 'onWarning', 'onStepEnd', 'onRunEnd'];
    const observer: PipelineObserver = Object.fromEntries(names.map((name) => [name, fail]));
    const { outputData } = await new Pipeline<Item>('items')
      .addStep(warn)
      .run(items(2), { observer, logger });
    expect(outputData).toEqual(items(2));
    await Promise.resolve();
    const failures = logger.events.filter(({ event }) => event === 'pipeline.observer.failed');
    expect(failures).toMatchObject([{ level: 'warn', context: { error: { name: 'RangeError' } } }]);
    expect(JSON.stringify(failures)).not.toContain('secret');
  });

  it('is called as a method, so that it may be a class', async () => {
    class Counter implements PipelineObserver {
      rows = 0;
      onProgress({ rowsOut }: { rowsOut: number }): void {
        this.rows = rowsOut;
      }
    }
    const observer = new Counter();
    await new Pipeline<Item>('items').addStep(same).run(items(3), { observer });
    expect(observer.rows).toBe(3);
  });
});
