import { describe, expect, it } from 'vitest';
import type { PipelineContext } from '../context/pipeline-context.js';
import { runStep } from '../testing/index.js';
import { rowStep } from './row-transform-step.js';
import { isStepResult, keepRow, rejectRow } from './step-result.js';

interface Item {
  readonly id: number;
}

describe('rowStep', () => {
  it.each([
    ['at once', <T>(outcome: T) => outcome],
    ['later', <T>(outcome: T) => Promise.resolve(outcome)],
    [
      'later, as a promise of another library',
      <T>(outcome: T): PromiseLike<T> => ({
        then: (onDone, onFailed) => Promise.resolve(outcome).then(onDone, onFailed),
      }),
    ],
  ])('converts a row, a verdict or null returned %s to a step result', async (_, give) => {
    const step = rowStep<Item, Item>('sort_out', ({ id }) => {
      if (id === 1) return give({ id: 10 });
      if (id === 2) return give(keepRow({ id: 20 }, { code: 'ODD', message: 'looks odd' }));
      return give(id === 3 ? null : rejectRow({ code: 'BAD', message: 'must not be' }));
    });
    const rows = [1, 2, 3, 4].map((id) => ({ id }));
    const { outputData, ledger, warnings, errors } = await runStep(step, rows);
    expect(outputData).toEqual([{ id: 10 }, { id: 20 }]);
    expect(ledger).toMatchObject({ rowsIn: 4, rowsOut: 2, rowsFiltered: 1, rowsRejected: 1 });
    expect(warnings).toMatchObject([{ rowNumber: 2, code: 'ODD', field: null }]);
    expect(errors).toMatchObject([{ rowNumber: 4, code: 'BAD' }]);
  });

  it('recognizes a row, whatever the names of its columns', async () => {
    const odd = { then: 'x', row: null, warnings: [], errors: ['y'] };
    expect(
      (
        await runStep(
          rowStep('same', (row: typeof odd) => row),
          [odd],
        )
      ).outputData,
    ).toEqual([odd]);
  });

  it('has the given options', () => {
    const retry = { retriableErrors: ['BUSY'] };
    const step = rowStep('wait', (row: Item) => row, { concurrency: 4, retry });
    expect(step).toMatchObject({ name: 'wait', concurrency: 4, retry });
  });

  it('passes the context of the run to the function', async () => {
    const seen: PipelineContext[] = [];
    const step = rowStep('look', (row: Item, context) => {
      seen.push(context);
      return row;
    });
    await runStep(step, [{ id: 1 }], { executionId: 'exec_1', pipelineName: 'items' });
    expect(seen).toMatchObject([{ pipelineName: 'items', executionId: 'exec_1' }]);
  });

  it.each([[undefined], ['text'], [7]])('refuses %o as a row', async (outcome) => {
    const careless = rowStep('careless', () => outcome as unknown as object); // untyped code may return this
    await expect(runStep(careless, [{ id: 1 }])).rejects.toMatchObject({
      code: 'STEP_FAILED',
      context: { rowNumber: 1 },
      cause: {
        code: 'STEP_RESULT_INVALID',
        summary: `The step must return a row, a verdict, or null; it returned a value of type ${typeof outcome}.`,
      },
    });
  });
});

describe('a row step in class form', () => {
  it.each([
    [undefined],
    [null],
    ['text'],
    [{}],
    [{ row: {}, warnings: [] }],
    [{ row: {}, errors: [] }],
    [{ warnings: [], errors: [] }],
  ])('fails when it returns %o instead of a step result', async (outcome) => {
    const careless = { name: 'careless', apply: () => outcome as never };
    await expect(runStep(careless, [{ id: 1 }])).rejects.toMatchObject({
      cause: {
        code: 'STEP_RESULT_INVALID',
        summary: expect.stringContaining('must return a step result; it returned') as string,
      },
    });
    await expect(runStep({ ...careless, concurrency: 2 }, [{ id: 1 }])).rejects.toMatchObject({
      cause: { code: 'STEP_RESULT_INVALID' },
    });
  });

  it('may return a plain object as result', async () => {
    const plain = { name: 'plain', apply: (row: Item) => ({ row, warnings: [], errors: [] }) };
    expect((await runStep(plain, [{ id: 1 }])).outputData).toEqual([{ id: 1 }]);
  });
});

describe('isStepResult', () => {
  it('does not accept a verdict without a row as result', () => {
    expect(isStepResult(keepRow(undefined as unknown as object))).toBe(false); // untyped code can do this
  });
});
