import { describe, expect, it } from 'vitest';
import { StepFailedError } from '../errors/step-failed-error.js';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { filterRow, keepRow, rejectRow } from '../steps/step-result.js';
import { createRecordingLogger } from '../testing/index.js';
import { Pipeline } from './pipeline.js';

interface Item {
  readonly id: number;
}

const items = (count: number): Item[] => Array.from({ length: count }, (_, at) => ({ id: at + 1 }));

const rejectMultiplesOf = (divisor: number) =>
  rowStep(`reject_multiples_of_${divisor}`, (row: Item) =>
    row.id % divisor === 0
      ? rejectRow({ field: 'id', code: 'MULTIPLE', message: `must not be a multiple` })
      : row,
  );

const dropMultiplesOf = (divisor: number) =>
  rowStep(`drop_multiples_of_${divisor}`, (row: Item) => (row.id % divisor === 0 ? null : row));

const collecting = { stopOnError: false, errorThreshold: 1 };

describe('Pipeline.run', () => {
  it('runs row steps and data frame steps in the order in which they were added', async () => {
    const pipeline = new Pipeline<Item>('numbers')
      .addStep(rowStep('double', (row: Item) => ({ id: row.id * 2 })))
      .addStep(dataFrameStep('reverse', (rows: readonly { id: number }[]) => rows.toReversed()))
      .addStep(rowStep('label', (row: { id: number }) => ({ label: `n${row.id}` })));

    const result = await pipeline.run(items(3));

    expect(result.success).toBe(true);
    expect(result.outputData).toEqual([{ label: 'n6' }, { label: 'n4' }, { label: 'n2' }]);
    expect(pipeline.stepNames).toEqual(['double', 'reverse', 'label']);
  });

  it('does not change the original pipeline when a step is added', async () => {
    const short = new Pipeline<Item>('numbers');
    short.addStep(dropMultiplesOf(1));
    expect((await short.run(items(2))).outputData).toHaveLength(2);
  });

  it('awaits steps that are asynchronous', async () => {
    const pipeline = new Pipeline<Item>('numbers')
      .addStep(rowStep('later', async (row: Item) => Promise.resolve({ id: row.id + 1 })))
      .addStep(
        dataFrameStep('later_too', async (rows: readonly Item[]) => Promise.resolve([...rows])),
      );
    expect((await pipeline.run(items(2))).outputData).toEqual([{ id: 2 }, { id: 3 }]);
  });

  it('collects rejected rows with their position and reasons', async () => {
    const { success, outputData, rejectedRows, errors } = await new Pipeline<Item>(
      'numbers',
      collecting,
    )
      .addStep(rejectMultiplesOf(2))
      .run(items(3));

    expect(success).toBe(true);
    expect(outputData).toEqual([{ id: 1 }, { id: 3 }]);
    expect(rejectedRows).toEqual([
      {
        rowNumber: 2,
        lineNumber: null,
        stepName: 'reject_multiples_of_2',
        field: 'id',
        code: 'MULTIPLE',
        message: 'id: must not be a multiple',
        input: { id: 2 },
      },
    ]);
    expect(errors).toHaveLength(1);
  });

  it('puts all reasons to reject a row into one message, and each into the errors', async () => {
    const step = rowStep('check', (_row: Item) =>
      rejectRow(
        { field: 'id', code: 'ODD', message: 'must be even' },
        { code: 'LATE', message: 'must be new' },
      ),
    );
    const { rejectedRows, errors } = await new Pipeline<Item>('numbers', collecting)
      .addStep(step)
      .run(items(1));
    expect(rejectedRows).toMatchObject([
      { field: 'id', code: 'ODD', message: 'id: must be even; must be new' },
    ]);
    expect(errors).toMatchObject([
      { field: 'id', code: 'ODD', message: 'must be even' },
      { field: null, code: 'LATE', message: 'must be new' },
    ]);
  });

  it('counts in, out, rejected and filtered rows, step by step', async () => {
    const { metrics, ledger } = await new Pipeline<Item>('numbers', collecting)
      .addStep(rejectMultiplesOf(5))
      .addStep(dropMultiplesOf(2))
      .run(items(10));

    expect(ledger).toEqual({
      rowsIn: 10,
      rowsOut: 4,
      rowsRejected: 2,
      rowsFiltered: 4,
      rowsAdded: 0,
    });
    expect(metrics.steps).toMatchObject([
      { stepName: 'reject_multiples_of_5', stepType: 'row_transform', rowsIn: 10, rowsOut: 8 },
      { stepName: 'drop_multiples_of_2', rowsIn: 8, rowsOut: 4, errorsCount: 0 },
    ]);
    expect(metrics.totalDurationMs).toBeGreaterThanOrEqual(metrics.steps[0]?.durationMs ?? NaN);
  });

  it('counts rows that a data frame step drops as filtered and rows that it creates as added', async () => {
    const half = dataFrameStep('half', (rows: readonly Item[]) => rows.slice(0, 2));
    const twice = dataFrameStep('twice', (rows: readonly Item[]) => [...rows, ...rows]);
    const fewer = await new Pipeline<Item>('numbers').addStep(half).run(items(4));
    const more = await new Pipeline<Item>('numbers').addStep(twice).run(items(4));
    expect(fewer.ledger).toMatchObject({ rowsIn: 4, rowsOut: 2, rowsFiltered: 2, rowsAdded: 0 });
    expect(more.ledger).toMatchObject({ rowsIn: 4, rowsOut: 8, rowsFiltered: 0, rowsAdded: 4 });
  });

  it('keeps warnings and passes on their rows', async () => {
    const { warnings, outputData, metrics } = await new Pipeline<Item>('numbers')
      .addStep(rowStep('warn', (row: Item) => keepRow(row, { code: 'ODD', message: 'looks odd' })))
      .run(items(2));
    expect(outputData).toHaveLength(2);
    expect(warnings).toMatchObject([{ rowNumber: 1, stepName: 'warn' }, { rowNumber: 2 }]);
    expect(metrics.warningsCount).toBe(2);
  });

  it('counts a row dropped by verdict as filtered', async () => {
    const pipeline = new Pipeline<Item>('numbers').addStep(rowStep('drop', filterRow));
    expect((await pipeline.run(items(2))).ledger.rowsFiltered).toBe(2);
  });

  it('stops at the first rejected row by default, without processing the rows after it', async () => {
    const seen: number[] = [];
    const { success, failure, outputData, rejectedRows } = await new Pipeline<Item>('numbers')
      .addStep(
        rowStep('watch', (row: Item) => {
          seen.push(row.id);
          return row.id === 2 ? rejectRow({ code: 'TWO', message: 'must not be two' }) : row;
        }),
      )
      .run(items(4));

    expect(success).toBe(false);
    expect(outputData).toEqual([]);
    expect(seen).toEqual([1, 2]);
    expect(rejectedRows).toHaveLength(1);
    expect(failure).toMatchObject({ code: 'ROW_REJECTED', category: 'data' });
    expect(failure?.message).toBe(
      '[ROW_REJECTED] Step watch rejected a row (TWO): must not be two | Domain: numbers | Row: 2',
    );
  });

  it('reports the earliest row of the source when several steps reject', async () => {
    const { rejectedRows } = await new Pipeline<Item>('numbers')
      .addStep(rejectMultiplesOf(4))
      .addStep(rejectMultiplesOf(3))
      .run(items(6));
    expect(rejectedRows.map(({ rowNumber }) => rowNumber)).toEqual([3]);
  });

  it('fails when more rows are rejected than the threshold allows', async () => {
    const pipeline = new Pipeline<Item>('numbers', { stopOnError: false, errorThreshold: 0.3 });
    const third = await pipeline.addStep(rejectMultiplesOf(3)).run(items(10));
    const half = await pipeline.addStep(rejectMultiplesOf(2)).run(items(10));
    expect(third).toMatchObject({ success: true, failure: null });
    expect(half).toMatchObject({ success: false, outputData: [] });
    expect(half.failure?.message).toBe(
      '[ERROR_THRESHOLD_EXCEEDED] 5 of 10 rows were rejected, more than the limit of 30 %. ' +
        'Correct the file or raise the error threshold. | Domain: numbers',
    );
  });

  it('stops reading once the threshold is exceeded and enough rows were read', async () => {
    const pipeline = new Pipeline<Item>('numbers', {
      stopOnError: false,
      errorThreshold: 0.1,
      errorThresholdMinRows: 20,
    });
    const { rejectedRows, failure } = await pipeline.addStep(rejectMultiplesOf(2)).run(items(1000));
    expect(rejectedRows).toHaveLength(10);
    expect(failure).toMatchObject({ rowsRejected: 10, rowsIn: 20 });
  });

  it('throws when a step throws, with the exception as cause and without its message', async () => {
    const secret = new Error('cell value 4711');
    const pipeline = new Pipeline<Item>('numbers', collecting).addStep(
      rowStep('break', (row: Item) => {
        if (row.id === 3) throw secret;
        return row;
      }),
    );
    const failure: unknown = await pipeline.run(items(5)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(StepFailedError);
    expect(failure).toMatchObject({ code: 'STEP_FAILED', cause: secret });
    expect(String(failure)).toBe(
      'StepFailedError: [STEP_FAILED] Step break threw Error. | Domain: numbers | Row: 3',
    );
  });

  it('throws when a data frame step throws or returns no array', async () => {
    const bad = dataFrameStep<Item, Item>('bad', () => {
      throw new RangeError('x');
    });
    const none = { name: 'none', execute: () => undefined } as unknown as typeof bad; // untyped callers can do this
    await expect(new Pipeline<Item>('n').addStep(bad).run(items(1))).rejects.toThrow(/RangeError/);
    await expect(new Pipeline<Item>('n').addStep(none).run(items(1))).rejects.toThrow(
      /STEP_RESULT_INVALID/,
    );
  });

  it('runs over no rows', async () => {
    const { success, ledger } = await new Pipeline<Item>('n').addStep(dropMultiplesOf(2)).run([]);
    expect(success).toBe(true);
    expect(ledger.rowsIn).toBe(0);
  });

  it('logs the life of a run', async () => {
    const logger = createRecordingLogger();
    await new Pipeline<Item>('numbers')
      .addStep(dropMultiplesOf(2))
      .run(items(2), { logger, executionId: 'exec_1' });
    expect(logger.eventNames).toEqual([
      'pipeline.started',
      'pipeline.step.started',
      'pipeline.step.completed',
      'pipeline.completed',
    ]);
    expect(logger.events[3]?.context).toMatchObject({
      pipelineName: 'numbers',
      executionId: 'exec_1',
      success: true,
      rowsIn: 2,
      rowsOut: 1,
    });
  });

  it('logs a failed step and an unsuccessful run', async () => {
    const logger = createRecordingLogger();
    const failing = rowStep('break', (): Item => {
      throw new Error('x');
    });
    await expect(
      new Pipeline<Item>('n').addStep(failing).run(items(1), { logger }),
    ).rejects.toThrow();
    expect(logger.eventNames.slice(2)).toEqual(['pipeline.step.failed', 'pipeline.completed']);
    expect(logger.events[3]?.context).toMatchObject({ success: false });
  });
});

describe('Pipeline', () => {
  it('refuses two steps of the same name', () => {
    const pipeline = new Pipeline<Item>('numbers').addStep(dropMultiplesOf(2));
    expect(() => pipeline.addStep(dropMultiplesOf(2))).toThrow(
      '[STEP_NAME_TAKEN] Pipeline numbers has a step drop_multiples_of_2 already; rename one. | Domain: numbers',
    );
  });

  it.each([
    { errorThreshold: 1.5 },
    { errorThreshold: NaN },
    { batchSize: 0 },
    { errorThresholdMinRows: 1.5 },
  ])('refuses the option %o', (config) => {
    expect(() => new Pipeline('numbers', config)).toThrow(/PIPELINE_CONFIG_INVALID/);
  });
});
