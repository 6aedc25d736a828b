import { describe, expect, it } from 'vitest';
import { type RowInput, toRowBatches } from './row-input.js';

async function batchesOf(input: RowInput<object>) {
  const batches = [];
  for await (const batch of toRowBatches(input, 2)) batches.push(batch);
  return batches;
}

describe('toRowBatches', () => {
  it('splits rows in memory into batches and numbers them from 1', async () => {
    const batches = await batchesOf([{ a: 1 }, { a: 2 }, { a: 3 }]);
    expect(batches.map(({ rows }) => rows.length)).toEqual([2, 1]);
    expect(batches.map(({ rowNumbers }) => rowNumbers)).toEqual([[1, 2], [3]]);
    expect(batches[1]?.lineNumbers).toEqual([null]);
  });

  it('keeps the batches of an iterable, and numbers their rows continuously', async () => {
    const batches = await batchesOf(new Set([[{ a: 1 }, { a: 2 }, { a: 3 }], [{ a: 4 }]]));
    expect(batches.map(({ rowNumbers }) => rowNumbers)).toEqual([[1, 2, 3], [4]]);
  });

  it('keeps the row numbers of batches', async () => {
    const batch = { rows: [{ a: 1 }], rowNumbers: [7], lineNumbers: [9], rejected: [] };
    expect(await batchesOf([batch])).toEqual([batch]);
  });

  it('treats a row with a column named rows as a row', async () => {
    const [batch] = await batchesOf([{ rows: [1], rowNumbers: 5 }]);
    expect(batch?.rows).toEqual([{ rows: [1], rowNumbers: 5 }]);
  });

  it.each<[unknown, string]>([
    [[{ a: 1 }, null], 'Row 2 is null, not a plain object'],
    [[{ a: 1 }, { a: 2 }, 'canary'], 'Row 3 is a string, not a plain object'],
    [[undefined], 'Row 1 is undefined, not a plain object'],
    [[[{ a: 1 }], [4711]], 'Row 2 is a number, not a plain object'],
    [new Set([{ a: 1 }]), 'Batch 1 of the rows is an object, not an array of rows'],
    [[[{ a: 1 }], { a: 2 }], 'Batch 2 of the rows is an object, not an array of rows'],
    [new Set([null]), 'Batch 1 of the rows is null, not an array of rows'],
    [{ a: 1 }, 'The rows are an object, not an array of rows'],
    [undefined, 'The rows are undefined, not an array of rows'],
  ])('reports that %o contains no rows', async (input, summary) => {
    await expect(batchesOf(input as RowInput<object>)).rejects.toMatchObject({
      code: 'LOADER_OPTION_INVALID',
      category: 'usage',
      summary: expect.stringContaining(summary) as string,
    });
  });

  it('returns no batch if there are no rows', async () => {
    expect(await batchesOf([])).toEqual([]);
  });
});
