import { describe, expect, it } from 'vitest';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { rejectRow } from '../steps/step-result.js';
import { batchOf, rejectedRowOf, rowFactory, runStep } from './index.js';

interface Item {
  readonly id: number;
}

describe('rowFactory', () => {
  const flights = () => rowFactory((number) => ({ flight: `WD ${number}`, seats: 100 }));

  it('creates rows one after the other', () => {
    const factory = flights();
    expect([factory.build(), factory.build()]).toEqual([
      { flight: 'WD 1', seats: 100 },
      { flight: 'WD 2', seats: 100 },
    ]);
  });

  it('overrides its fields by the given ones', () => {
    expect(flights().build({ seats: 7 })).toEqual({ flight: 'WD 1', seats: 7 });
  });

  it('creates many at once, with the same fields or by index', () => {
    const factory = flights();
    expect(factory.buildList(2)).toMatchObject([{ flight: 'WD 1' }, { flight: 'WD 2' }]);
    expect(factory.buildList(2, { seats: 7 })).toMatchObject([
      { flight: 'WD 3', seats: 7 },
      { flight: 'WD 4', seats: 7 },
    ]);
    expect(factory.buildList(2, (index) => ({ seats: index }))).toMatchObject([
      { flight: 'WD 5', seats: 0 },
      { flight: 'WD 6', seats: 1 },
    ]);
  });
});

describe('batchOf', () => {
  it('numbers rows and lines like a file with a header', () => {
    expect(batchOf([{ id: 1 }, { id: 2 }])).toEqual({
      rows: [{ id: 1 }, { id: 2 }],
      rowNumbers: [1, 2],
      lineNumbers: [2, 3],
      rejected: [],
    });
  });

  it('starts at the given numbers, with the given rejected rows', () => {
    const rejected = [rejectedRowOf({ rowNumber: 7, code: 'TOO_LONG' })];
    expect(batchOf([{ id: 1 }], { firstRowNumber: 8, firstLineNumber: 20, rejected })).toEqual({
      rows: [{ id: 1 }],
      rowNumbers: [8],
      lineNumbers: [20],
      rejected,
    });
    expect(rejected).toMatchObject([{ stepName: 'read', code: 'TOO_LONG', rowNumber: 7 }]);
  });
});

describe('runStep', () => {
  const odd = rowStep('odd', (row: Item) =>
    row.id % 2 === 1 ? row : rejectRow({ code: 'EVEN', message: 'must be odd' }),
  );

  it('runs a row step and collects what it rejects, however much that is', async () => {
    const { outputData, rejectedRows, success } = await runStep(odd, [{ id: 2 }, { id: 4 }]);
    expect(success).toBe(true);
    expect(outputData).toEqual([]);
    expect(rejectedRows).toHaveLength(2);
  });

  it('runs a data frame step', async () => {
    const total = dataFrameStep('total', (rows: readonly Item[]) => [{ total: rows.length }]);
    expect((await runStep(total, [{ id: 2 }])).outputData).toEqual([{ total: 1 }]);
  });

  it('runs under the given configuration and name', async () => {
    const { failure } = await runStep(odd, [{ id: 2 }], {
      config: { stopOnError: true },
      pipelineName: 'items',
    });
    expect(failure).toMatchObject({ code: 'ROW_REJECTED', context: { domain: 'items' } });
  });
});
