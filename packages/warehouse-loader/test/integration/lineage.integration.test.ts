import { Pipeline } from '@wdh/pipeline-core';
import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { beforeEach, expect, test } from 'vitest';
import type { PipelineLoadOptions } from '../../src/index.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly note: string;
}

/** Does not declare the columns for the lineage. */
const traced = pgTable('traced', { id: integer('id').primaryKey(), note: text('note') });

beforeEach(async () => {
  await warehouse.sql`drop table if exists traced`;
  await warehouse.sql`create table traced (id int primary key, note text,
    _execution_id text not null, _source_line bigint)`;
});

async function load(rows: readonly Item[], options: PipelineLoadOptions<string | typeof traced>) {
  const bound = new Pipeline<Item>('traced').bind(memorySource(rows));
  await warehouse.loader.loadPipeline(bound, { ...options, lineage: true, dryRun: false });
  return bound.executionId;
}

const found = () =>
  warehouse.sql`select id, _execution_id as run, _source_line::int as line from traced order by id`;

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

test.each(modes)('with $mode, every row has its run and its line', async (mode) => {
  for (const into of [traced, 'traced'] as const) {
    for (const onRefusal of ['fail', 'reject'] as const) {
      await warehouse.sql`truncate traced`;
      const rows = [1, 2].map((id) => ({ id, note: `${onRefusal} ${typeof into} ${mode.mode}` }));
      const run = await load(rows, { into, onRefusal, ...mode });
      expect(await found()).toEqual([
        { id: 1, run, line: 2 },
        { id: 2, run, line: 3 },
      ]);
    }
  }
});

test.each(['fail', 'reject'] as const)(
  'a row that an upsert leaves unchanged keeps its run, on refusal %s',
  async (onRefusal) => {
    const upsert = { into: 'traced', mode: 'upsert', upsertKeys: ['id'], onRefusal } as const;
    const rows = [1, 2].map((id) => ({ id, note: onRefusal }));
    const first = await load(rows, upsert);
    const second = await load(
      [
        { id: 9, note: 'new' },
        { id: 1, note: onRefusal },
        { id: 2, note: 'changed' },
      ],
      upsert,
    );
    expect(await found()).toEqual([
      { id: 1, run: first, line: 2 },
      { id: 2, run: second, line: 4 },
      { id: 9, run: second, line: 2 },
    ]);
  },
);

test('a table without these columns is loaded as before', async () => {
  const { sql } = warehouse;
  await sql`alter table traced drop column _execution_id, drop column _source_line`;
  await load([{ id: 1, note: 'plain' }], { into: 'traced' });
  expect(await sql`select * from traced`).toEqual([{ id: 1, note: 'plain' }]);
});
