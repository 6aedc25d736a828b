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

test('a load that fails half-way leaves the old rows', async () => {
  const { sql, loader } = warehouse;
  await sql`create table kept (id int primary key)`;
  await sql`insert into kept values (7)`;
  const rows = [{ id: 1 }, { id: 2 }, { id: 1 }];
  const error = await failureOf(loader.load(rows, { into: 'kept', ...replace }));
  expect(error.code).toBe('UNIQUE_VIOLATED');
  expect(await sql`select * from kept`).toEqual([{ id: 7 }]);
});

test('readers see the old rows or the new, and never wait', async () => {
  const { sql, loader } = warehouse;
  await sql`create table watched (id int primary key, generation int not null)`;
  const rowsOf = (generation: number) =>
    Array.from({ length: 2_000 }, (_, id) => ({ id, generation }));
  await loader.load(rowsOf(0), { into: 'watched' });
  const over = new AbortController();
  let longestMs = 0;
  const seen = new Set<string>();
  const watching = (async () => {
    while (!over.signal.aborted) {
      const started = performance.now();
      const found = await sql`select generation, count(*)::int from watched group by generation`;
      longestMs = Math.max(longestMs, performance.now() - started);
      seen.add(found.map((row) => String(row['count'])).join());
    }
  })();
  const snapshot = await sql.reserve();
  await snapshot`begin isolation level repeatable read`;
  const [before] = await snapshot`select count(*)::int from watched`;
  for (let generation = 1; generation <= 10; generation++) {
    await loader.load(rowsOf(generation), { into: 'watched', ...replace });
  }
  // TRUNCATE would empty the table for this transaction as well.
  expect(await snapshot`select count(*)::int from watched`).toEqual([before]);
  await snapshot`commit`;
  snapshot.release();
  over.abort();
  await watching;
  expect([...seen]).toEqual(['2000']);
  expect(longestMs).toBeLessThan(1_000);
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
