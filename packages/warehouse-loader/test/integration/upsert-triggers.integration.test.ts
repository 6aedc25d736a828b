import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const pipeline = new Pipeline<object>('guarded', { stopOnError: false, errorThreshold: 1 });
const upsert = { into: 'guarded', mode: 'upsert', upsertKeys: ['id'] } as const;
const collect = { onRefusal: 'reject', errorThreshold: 1, force: true } as const;
const refused = { id: 99, name: 'refused' };
const layouts = ['', 'partition by range (id)'] as const;
const there = "insert into guarded (id, name) values (1, 'same'), (2, 'old'), (3, 'old')";

async function createTable(layout: string, trigger: string): Promise<void> {
  const parted = 'create table guarded_all partition of guarded for values from (0) to (100);';
  await warehouse.sql.unsafe(`
    drop table if exists guarded;
    delete from pipeline_executions;
    create table guarded (id int primary key check (id < 99), name text, seen int default 0) ${layout};
    ${layout === '' ? '' : parted}
    create or replace function guard() returns trigger language plpgsql as $$ begin ${trigger} end $$`);
}

const createTrigger = (when: string) =>
  warehouse.sql.unsafe(
    `create trigger guard ${when} on guarded for each row execute function guard()`,
  );

const rows = [
  { id: 1, name: 'same' },
  { id: 2, name: 'new' },
  { id: 3, name: 'new' },
  { id: 4, name: 'new' },
];

const withheld = 'if old.id = 3 then return null; end if; return new;';

test.each(layouts)(
  'an update that a trigger suppresses is not counted as unchanged %s',
  async (layout) => {
    const { sql, loader } = warehouse;
    await createTable(layout, withheld);
    await sql.unsafe(there);
    await createTrigger('before update');
    const error = await failureOf(loader.load(rows, upsert));
    expect(error).toMatchObject({ code: 'LEDGER_IMBALANCE', category: 'internal' });
    expect(error.message).toMatch(/4 rows .* the server counts 3/);
    const load = loader.loadPipeline(pipeline.bind(memorySource([...rows, refused])), {
      ...upsert,
      ...collect,
    });
    expect(await failureOf(load)).toMatchObject({ code: 'LEDGER_IMBALANCE' });
    expect(await sql`select name from guarded order by id`).toHaveLength(3);
  },
);

test.each(layouts)('rows that a trigger changes are counted as usual %s', async (layout) => {
  const { sql, loader } = warehouse;
  await createTable(layout, 'new.name := upper(new.name); new.seen := 1; return new;');
  await createTrigger('before insert or update');
  await sql.unsafe(there);
  const counts = { rowsInserted: 1, rowsUpdated: 2, rowsUnchanged: 1 };
  expect(await loader.load(rows, upsert)).toMatchObject(counts);
  const report = await loader.loadPipeline(pipeline.bind(memorySource([...rows, refused])), {
    ...upsert,
    ...collect,
  });
  expect(report.rows).toMatchObject({ inserted: 0, updated: 0, unchanged: 4, rejected: 1 });
  expect(await sql`select name, seen from guarded where id > 1 order by id`).toEqual(
    Array.from({ length: 3 }, () => ({ name: 'NEW', seen: 1 })),
  );
});

test('updates are counted over the ranges of a load, and if rows of one are refused', async () => {
  const { sql, loader } = warehouse;
  await createTable('', 'return new;');
  await sql`alter table guarded drop constraint guarded_id_check, add check (id % 5000 <> 7)`;
  await sql`insert into guarded select id, 'old' from generate_series(10000, 39999) as id
    where id % 5000 <> 7`;
  await createTrigger('before update');
  const many = Array.from({ length: 40_000 }, (_, id) => ({ id, name: id % 2 ? 'old' : 'new' }));
  const bound = pipeline.bind(memorySource(many));
  const report = await loader.loadPipeline(bound, { ...upsert, ...collect });
  const rejected = 8;
  expect(report.rows).toMatchObject({
    inserted: 9_998,
    updated: 15_000,
    unchanged: 14_994,
    rejected,
  });
});
