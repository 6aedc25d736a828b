import { describe, expect, it } from 'vitest';
import { Pipeline } from '../pipeline/pipeline.js';
import { dataFrameStep } from '../steps/data-frame-step.js';
import { rowStep } from '../steps/row-transform-step.js';
import { rejectRow } from '../steps/step-result.js';

interface Cell {
  readonly Id: string;
}
interface Item {
  readonly id: number;
}

const cells = (count: number): Cell[] =>
  Array.from({ length: count }, (_, index) => ({ Id: String(index + 1) }));

const parse = rowStep('parse', ({ Id }: Cell): Item => ({ id: Number(Id) }));
const refuseTens = rowStep('refuse_tens', (item: Item) =>
  item.id % 10 === 0 ? rejectRow({ field: 'id', code: 'TEN', message: 'must not be a ten' }) : item,
);
const config = { stopOnError: false, errorThreshold: 1, batchSize: 7 };
const items = new Pipeline<Cell>('items', config).addStep(parse);

describe('the record of a rejected row', () => {
  it('is the row as the source delivered it, however many steps changed it', async () => {
    const { rejectedRows } = await items
      .addStep(
        rowStep('odd_or_ten', (item: Item) => (item.id % 10 === 0 || item.id % 2 ? item : null)),
      )
      .addStep(refuseTens)
      .run(cells(30));

    expect(rejectedRows.map(({ input, record }) => ({ input, record }))).toEqual([
      { input: { id: 10 }, record: { Id: '10' } },
      { input: { id: 20 }, record: { Id: '20' } },
      { input: { id: 30 }, record: { Id: '30' } },
    ]);
  });

  it('is absent where the step received that record', async () => {
    const { rejectedRows } = await new Pipeline<Item>('items', config)
      .addStep(refuseTens)
      .run([{ id: 10 }]);

    expect(rejectedRows).toHaveLength(1);
    expect(rejectedRows[0]).not.toHaveProperty('record');
  });

  it('follows its row through a step that sorts the whole dataset', async () => {
    const reversed = dataFrameStep('reverse', (rows: readonly Item[]) => rows.toReversed());
    const { rejectedRows } = await items.addStep(reversed).addStep(refuseTens).run(cells(20));

    expect(rejectedRows.map(({ rowNumber, record }) => ({ rowNumber, record }))).toEqual([
      { rowNumber: 20, record: { Id: '20' } },
      { rowNumber: 10, record: { Id: '10' } },
    ]);
  });

  it('is null for a row that a step created', async () => {
    const copies = dataFrameStep('copy', (rows: readonly Item[]) => rows.map(({ id }) => ({ id })));
    const { rejectedRows } = await items.addStep(copies).addStep(refuseTens).run(cells(10));

    expect(rejectedRows).toMatchObject([{ rowNumber: null, input: { id: 10 }, record: null }]);
  });

  it('follows its row through a step that runs concurrently', async () => {
    const slow = {
      ...rowStep('slow', async ({ id }: Item) => {
        await new Promise((resolve) => setTimeout(resolve, id % 3));
        return { id };
      }),
      concurrency: 4,
    };
    const { rejectedRows } = await items.addStep(slow).addStep(refuseTens).run(cells(20));

    expect(rejectedRows.map(({ record }) => record)).toEqual([{ Id: '10' }, { Id: '20' }]);
  });
});
