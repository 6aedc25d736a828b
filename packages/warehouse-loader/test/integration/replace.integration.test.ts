import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const replace = { mode: 'replace' } as const;

test('the loaded rows take the place of all others', async () => {
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

test('no rows leave an empty table', async () => {
  const { sql, loader } = warehouse;
  await sql`create table emptied (id int primary key, name text not null)`;
  await sql`insert into emptied values (1, 'old')`;
  expect(await loader.load([], { into: 'emptied', ...replace })).toMatchObject({ rowsInserted: 0 });
  expect(await sql`select * from emptied`).toEqual([]);
});

test('rows that others write meanwhile do not mix with the loaded ones', async () => {
  const { sql, loader } = warehouse;
  await sql`create table shared (id int primary key)`;
  const writer = await sql.reserve();
  await writer`begin`;
  await writer`insert into shared values (100)`;
  const load = loader.load([{ id: 1 }], { into: 'shared', ...replace });
  await sql`select pg_sleep(0.2)`;
  await writer`commit`;
  writer.release();
  await load;
  expect(await sql`select * from shared`).toEqual([{ id: 1 }]);
});

test('a table whose rows others would be deleted along with is refused', async () => {
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

test('a table is refused whose partition other rows would be deleted along with', async () => {
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

test('a foreign key between partitioned tables is named once, and one of its own not at all', async () => {
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
