import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly code: string;
}

const itemsOf = (count: number): readonly Item[] =>
  Array.from({ length: count }, (_, index) => ({ id: index + 1, code: `${canary} ${index + 1}` }));
const boundTo = (rows: readonly Item[]) =>
  new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 }).bind(memorySource(rows));

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists items`;
  await sql`create table items (id int primary key, code text not null unique)`;
  await sql`delete from pipeline_executions`;
});

test.each([
  ['first', 0],
  ['second', 1],
  ['in the middle', 700],
  ['last', 999],
])(
  'D01 a unique violation, %s of the rows: nothing is loaded, and the error names key and record',
  async (_where, index) => {
    const { sql, loader, logger } = warehouse;
    const [items, taken] = [itemsOf(1_000), `${canary} taken`];
    await sql`insert into items values (0, ${taken})`;
    const rows = items.with(index, { id: index + 1, code: taken });
    const error = await failureOf(loader.loadPipeline(boundTo(rows), { into: 'items' }));
    expect(error).toMatchObject({ code: 'UNIQUE_VIOLATED', category: 'data', isRetryable: false });
    expect(error.message).toContain('constraint "items_code_key"');
    expect(error.context).toMatchObject({ rowNumber: index + 1, lineNumber: index + 2 });
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'items')).toEqual({
      ...nothingBut('failed UNIQUE_VIOLATED'),
      rows: 1,
    });
  },
);

test.each(loadModes.map((mode) => [mode.mode, mode] as const))(
  'D01 a unique violation in the last row, by %s: nothing is loaded, and the error names the key',
  async (_mode, options) => {
    const { loader, logger } = warehouse;
    const rows = itemsOf(500).with(499, { id: 500, code: `${canary} 1` });
    const load = loader.loadPipeline(boundTo(rows), { into: 'items', ...options });
    const error = await failureOf(load);
    expect(error).toMatchObject({ code: 'UNIQUE_VIOLATED', category: 'data', isRetryable: false });
    expect(error.message).toContain('constraint "items_code_key"');
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut('failed UNIQUE_VIOLATED'));
  },
);

test.each(loadModes.map((mode) => [mode.mode, mode] as const))(
  'D01 a unique violation in the last row, by %s with error threshold 0: nothing is loaded, and the stored reject names key and record',
  async (_mode, options) => {
    const { sql, loader } = warehouse;
    const rows = itemsOf(500).with(499, { id: 500, code: `${canary} 1` });
    const strict = { into: 'items', onRefusal: 'reject', errorThreshold: 0, ...options } as const;
    const error = await failureOf(loader.loadPipeline(boundTo(rows), strict));
    expect(error).toMatchObject({ code: 'ERROR_THRESHOLD_EXCEEDED', category: 'data' });
    expect(await sql`select row_number::int, line_number::int, message from rejected_rows`).toEqual(
      [
        {
          row_number: 500,
          line_number: 501,
          message: expect.stringContaining('constraint "items_code_key"') as unknown,
        },
      ],
    );
    expect(await aftermathOf(warehouse, 'items')).toEqual({
      ...nothingBut('failed ERROR_THRESHOLD_EXCEEDED'),
      rejected: 1,
    });
  },
);

test.each(['fail', 'reject'] as const)(
  'D02 the same keys several times in one upsert (refusal: %s): the last wins, and the others are counted',
  async (onRefusal) => {
    const { sql, loader } = warehouse;
    await sql`insert into items select g, 'old ' || g from generate_series(1, 10) g`;
    // Each key occurs five times, with batches and chunks in between.
    const rows = Array.from({ length: 2_500 }, (_, index) => ({
      id: (index % 500) + 1,
      code: `round ${Math.floor(index / 500)} of ${index % 500}`,
    }));
    const upsert = { into: 'items', mode: 'upsert', upsertKeys: ['id'], onRefusal } as const;
    const report = await loader.loadPipeline(boundTo(rows), upsert);
    expect(report.rows).toMatchObject({
      read: 2_500,
      inserted: 490,
      updated: 10,
      superseded: 2_000,
    });
    const others = await sql`select id from items where code <> 'round 4 of ' || (id - 1)`;
    expect(others).toEqual([]);
    expect(await aftermathOf(warehouse, 'items')).toMatchObject({ rows: 500, runs: ['success'] });
  },
);

test('D02 the same key twice, with the last one refused: neither is loaded, and both are accounted for', async () => {
  const { sql, loader } = warehouse;
  await sql`insert into items values (7, 'old'), (8, 'taken')`;
  const rows = [
    { id: 7, code: 'first' },
    { id: 7, code: 'taken' },
    { id: 9, code: 'new' },
  ];
  const report = await loader.loadPipeline(boundTo(rows), {
    into: 'items',
    mode: 'upsert',
    upsertKeys: ['id'],
    onRefusal: 'reject',
    errorThreshold: 1,
  });
  expect(report.rows).toMatchObject({ read: 3, inserted: 1, superseded: 1, rejected: 1 });
  expect(await sql`select id, code from items order by id`).toEqual([
    { id: 7, code: 'old' },
    { id: 8, code: 'taken' },
    { id: 9, code: 'new' },
  ]);
});
