import { openTransaction } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);
const replace = { mode: 'replace' } as const;

test('the loaded rows replace all others', async () => {
  const { sql, loader } = warehouse;
  await sql`create table replaced (id int primary key, name text default 'x')`;
  await sql`insert into replaced values (1, 'old'), (2, 'old')`;
  const rows = [{ id: 2 }, { id: 3 }];
  const result = await loader.load(rows, { into: 'replaced', ...replace });
  expect(result).toMatchObject({ rowsInserted: 2, rowsUpdated: 0 });
  expect(await sql`select * from replaced order by id`).toEqual([
    { id: 2, name: 'x' },
    { id: 3, name: 'x' },
  ]);
});

test('a load without rows empties the table if allowed', async () => {
  const { sql, loader } = warehouse;
  await sql`create table emptied (id int primary key, name text not null)`;
  await sql`insert into emptied values (1, 'old')`;
  const options = { into: 'emptied', ...replace, allowEmpty: true } as const;
  expect(await loader.load([], options)).toMatchObject({ rowsInserted: 0, rowsDeleted: 1 });
  expect(await sql`select * from emptied`).toEqual([]);
});

test('rows that others write meanwhile do not mix with the loaded ones', async () => {
  const { sql, url, loader } = warehouse;
  await sql`create table shared (id int primary key)`;
  await using writer = await openTransaction(url);
  await writer.session`insert into shared values (100)`;
  const load = loader.load([{ id: 1 }], { into: 'shared', ...replace });
  await writer.untilWaitedFor();
  await writer.commit();
  await load;
  expect(await sql`select * from shared`).toEqual([{ id: 1 }]);
});

test('a table is refused if rows of other tables would be deleted with its rows', async () => {
  const { sql, loader } = warehouse;
  await sql`create table parents (id int primary key)`;
  await sql`create table children (id int primary key, parent int references parents on delete cascade)`;
  await sql`insert into parents values (1)`;
  await sql`insert into children values (1, 1)`;
  const error = await failureOf(loader.load([{ id: 1 }], { into: 'parents', ...replace }));
  expect(error).toMatchObject({ code: 'REPLACE_WOULD_CASCADE', category: 'schema' });
  expect(error.message).toContain('on children');
  expect(await sql`select * from children`).toHaveLength(1);
});

test('a table is refused if rows of other tables would be deleted with those of its partition', async () => {
  const { sql, loader } = warehouse;
  await sql`create table halves (id int primary key) partition by range (id)`;
  await sql`create table halves_low partition of halves for values from (0) to (10)`;
  await sql`create table halves_high partition of halves for values from (10) to (20)`;
  await sql`create table clinging (id int primary key references halves_low on delete cascade)`;
  await sql`insert into halves values (1), (11)`;
  await sql`insert into clinging values (1)`;
  const error = await failureOf(loader.load([{ id: 1 }], { into: 'halves', ...replace }));
  expect(error).toMatchObject({ code: 'REPLACE_WOULD_CASCADE', category: 'schema' });
  expect(error.message).toContain('by clinging_id_fkey on clinging.');
  expect(await sql`select * from clinging`).toHaveLength(1);
});

test('a foreign key between partitioned tables is named once, and one to itself is not named', async () => {
  const { sql, loader } = warehouse;
  const partsOf = (table: string) =>
    sql.unsafe(`create table ${table}_low partition of ${table} for values from (0) to (10);
      create table ${table}_high partition of ${table} for values from (10) to (20)`);
  await sql`create table tree (id int primary key, parent int references tree on delete cascade)
    partition by range (id)`;
  await partsOf('tree');
  const tree = { into: 'tree', ...replace };
  await loader.load([{ id: 1 }, { id: 11, parent: 1 }], tree);
  expect(await loader.load([{ id: 2 }], tree)).toMatchObject({ rowsInserted: 1 });
  await sql`create table leaves (id int references tree on delete cascade) partition by range (id)`;
  await partsOf('leaves');
  const error = await failureOf(loader.load([{ id: 2 }], tree));
  expect(error.message).toContain('by leaves_id_fkey on leaves.');
});

/** Tables that a row of another one refers to, each with its own constraint. */
async function createReferenced(constraint: string): Promise<void> {
  const { sql } = warehouse;
  await sql`drop table if exists referring, referenced`;
  await sql`delete from pipeline_executions`;
  await sql`create table referenced (id int primary key check (id < 9), name text)`;
  await sql.unsafe(`create table referring (id int references referenced ${constraint})`);
  await sql`insert into referenced values (1, 'old')`;
  await sql`insert into referring values (1), (null)`;
}

const referenced = { into: 'referenced', ...replace };
const newRow = { id: 1, name: 'new' };

test.each(['', 'on delete restrict', 'on delete restrict deferrable initially deferred'])(
  'a table that rows refer to by a key %j is refused before any row is read',
  async (constraint) => {
    const { sql, loader } = warehouse;
    await createReferenced(constraint);
    let isRead = false;
    function* rows(): Generator<readonly object[]> {
      isRead = true;
      yield [newRow];
    }
    const error = await failureOf(loader.load(rows(), referenced));
    expect(error).toMatchObject({ code: 'REPLACE_IS_REFERENCED', category: 'schema' });
    expect(error.message).toContain('by referring_id_fkey on referring.');
    expect(isRead).toBe(false);
    await sql`delete from referring where id is not null`;
    expect(await loader.load([newRow], referenced)).toMatchObject({ rowsInserted: 1 });
    expect(await sql`select * from referring`).toEqual([{ id: null }]);
  },
);

test.each(['deferrable', 'deferrable initially deferred'])(
  'a table that rows refer to by a key that is %s is replaced, if their key comes again',
  async (constraint) => {
    const { sql, loader } = warehouse;
    await createReferenced(constraint);
    await loader.load([newRow], referenced);
    const bound = new Pipeline<object>('referenced', { stopOnError: false }).bind(
      memorySource([newRow, { id: 2, name: 'new' }, { id: 9, name: 'refused' }]),
    );
    const collect = { onRefusal: 'reject', errorThreshold: 1 } as const;
    const report = await loader.loadPipeline(bound, { ...referenced, ...collect });
    expect(report.rows).toMatchObject({ inserted: 2, rejected: 1 });
    const error = await failureOf(loader.load([{ id: 2, name: 'other' }], referenced));
    expect(error).toMatchObject({ code: 'FOREIGN_KEY_VIOLATED' });
    expect(await sql`select * from referenced order by id`).toEqual([
      newRow,
      { id: 2, name: 'new' },
    ]);
    expect(await sql`select * from referring where id = 1`).toHaveLength(1);
  },
);

test('a key with the same name as one that is not deferrable is not changed', async () => {
  const { sql, loader } = warehouse;
  await createReferenced('deferrable initially deferred');
  await sql`create table namesake (id int constraint referring_id_fkey check (id > 0))`;
  expect(await loader.load([newRow], referenced)).toMatchObject({ rowsInserted: 1 });
});

test('rows that refer to a partition and to other partitions are distinguished', async () => {
  const { sql, loader } = warehouse;
  await sql`create table whole (id int primary key) partition by range (id)`;
  await sql`create table whole_low partition of whole for values from (0) to (10)`;
  await sql`create table whole_high partition of whole for values from (10) to (20)`;
  await sql`create table pointing (id int references whole)`;
  await sql`create table pointing_low (id int references whole_low)`;
  await sql`insert into whole values (1), (11)`;
  await sql`insert into pointing values (11)`;
  await loader.load([{ id: 1 }], { into: 'whole_low', ...replace });
  await sql`delete from pointing`;
  await sql`insert into pointing_low values (1)`;
  const error = await failureOf(loader.load([{ id: 1 }], { into: 'whole', ...replace }));
  expect(error).toMatchObject({ code: 'REPLACE_IS_REFERENCED' });
  expect(error.message).toContain('by pointing_low_id_fkey on pointing_low.');
});

test('if the role may not read the referring table, the server checks it', async () => {
  const { sql } = warehouse;
  await createReferenced('');
  await sql.unsafe(`grant select, insert, delete on referenced to ${role.name}`);
  const loader = warehouse.newLoader({ connectionUrl: role.url });
  const error = await failureOf(loader.load([newRow], referenced));
  expect(error).toMatchObject({ code: 'FOREIGN_KEY_VIOLATED' });
  await sql`delete from referring where id is not null`;
  expect(await loader.load([newRow], referenced)).toMatchObject({ rowsInserted: 1 });
});
