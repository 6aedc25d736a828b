import { expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const byId = { mode: 'upsert', upsertKeys: ['id'], keysAscend: true } as const;
const count = 40_000;

/** Rows with even keys are the same as those of `create`. */
function* rowsOf(change: (id: number) => object = () => ({})): Generator<readonly object[]> {
  for (let first = 1; first <= count; first += 1_000) {
    yield Array.from({ length: 1_000 }, (_, index) => {
      const id = first + index;
      return { id, name: id % 2 === 0 ? 'same' : 'new', ...change(id) };
    });
  }
}

/** Creates a table with all keys but every tenth. */
async function create(table: string, constraint = ''): Promise<void> {
  const { sql } = warehouse;
  await sql.unsafe(`create table ${table} (id int primary key, name text ${constraint})`);
  await sql.unsafe(
    `insert into ${table} select n, case when n % 2 = 0 then 'same' else 'old' end
     from generate_series(1, ${count}) as n where n % 10 <> 0`,
  );
}

/** Returns the number of rows, and of those that have the value of `rowsOf`. */
async function contents(table: string): Promise<object | undefined> {
  const [found] = await warehouse.sql.unsafe<{ rows: number; right: number }[]>(
    `select count(*)::int as rows, (count(*) filter (where
       name = case when id % 2 = 0 then 'same' else 'new' end))::int as right from ${table}`,
  );
  return found;
}

const complete = { rows: count, right: count };
const counted = {
  rowsInserted: count / 10,
  rowsUpdated: count / 2,
  rowsUnchanged: (count * 4) / 10,
  rowsSuperseded: 0,
};

/** The number of rows that a load has staged, but not merged, when its source ends. */
function stagedAtEnd(table: string) {
  const seen = { merged: 0 };
  async function* rows(): AsyncGenerator<readonly object[]> {
    yield* rowsOf();
    // The load holds locks on the merged rows: others skip them.
    const [found] = await warehouse.sql.unsafe(
      `select (select count(*)::int from ${table})
        - count(*)::int as merged from (select from ${table} for update skip locked) as free`,
    );
    seen.merged = Number(found?.['merged']);
  }
  return { rows: rows(), seen };
}

test('rows are merged while later ones are read, and counted as at the end', async () => {
  await create('early');
  const { rows, seen } = stagedAtEnd('early');
  expect(await warehouse.loader.load(rows, { into: 'early', ...byId })).toMatchObject(counted);
  expect(await contents('early')).toEqual(complete);
  expect(seen.merged).toBeGreaterThan(10_000);
});

test('without the option no row is locked before the last one is read', async () => {
  await create('late');
  const { rows, seen } = stagedAtEnd('late');
  const options = { into: 'late', ...byId, keysAscend: false };
  expect(await warehouse.loader.load(rows, options)).toMatchObject(counted);
  expect(await contents('late')).toEqual(complete);
  expect(seen.merged).toBe(0);
});

test('new rows are inserted while later ones are read, and existing ones kept', async () => {
  await create('added');
  const options = { into: 'added', ...byId, mode: 'insert_new' } as const;
  expect(await warehouse.loader.load(rowsOf(), options)).toMatchObject({
    rowsInserted: count / 10,
    rowsUpdated: 0,
    rowsUnchanged: (count * 9) / 10,
  });
  expect(await contents('added')).toEqual({ rows: count, right: count / 2 });
});

test.each([
  ['a repeated key', 30_001, 30_000],
  ['a key after a larger one', 39_999, 5],
])('%s fails the load, and nothing stays', async (what, at, id) => {
  const table = what.replaceAll(' ', '_');
  await create(table);
  const rows = rowsOf((key) => (key === at ? { id } : {}));
  const error = await failureOf(warehouse.loader.load(rows, { into: table, ...byId }));
  expect(error).toMatchObject({ code: 'KEYS_NOT_ASCENDING', category: 'data' });
  const begin = Math.floor((at - 1) / 1_000) * 1_000 + 1;
  expect(error.message).toContain(`among the records ${begin} to ${begin + 999}`);
  expect(await contents(table)).toEqual({ rows: count * 0.9, right: count * 0.4 });
});

test('a refused row fails the load with its record, wherever its range was merged', async () => {
  await create('checked', `check (name <> 'bad')`);
  const rows = rowsOf((id) => (id === 20_000 ? { name: 'bad' } : {}));
  const error = await failureOf(warehouse.loader.load(rows, { into: 'checked', ...byId }));
  expect(error).toMatchObject({ category: 'data', context: { rowNumber: 20_000 } });
  expect(await contents('checked')).toEqual({ rows: count * 0.9, right: count * 0.4 });
});

test('rows that are valid only together are merged at the end', async () => {
  const { sql, loader } = warehouse;
  await sql`create table linked (id int primary key, next int references linked)`;
  const rows = Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    return { id, next: id === 20_000 ? count : null };
  });
  expect(await loader.load(rows, { into: 'linked', ...byId })).toMatchObject({
    rowsInserted: count,
  });
});

test('rows that name other columns later are merged with what they name', async () => {
  const { sql, loader } = warehouse;
  await sql`create table widened (id int primary key, name text, note text default 'none')`;
  const rows = Array.from({ length: count }, (_, index) => {
    const id = index + 1;
    return { id, name: 'x', ...(id > 35_000 ? { note: 'given' } : {}) };
  });
  expect(await loader.load(rows, { into: 'widened', ...byId })).toMatchObject({
    rowsInserted: count,
  });
  expect(await sql`select note, count(*)::int from widened group by 1 order by 1`).toEqual([
    { note: 'given', count: 5_000 },
    { note: 'none', count: 35_000 },
  ]);
});

test('keys whose order is not known are refused before the first row', async () => {
  const { sql, loader } = warehouse;
  await sql`create table priced (id numeric primary key, name text)`;
  const error = await failureOf(loader.load([{ id: '1' }], { into: 'priced', ...byId }));
  expect(error).toMatchObject({ code: 'LOADER_OPTION_INVALID', category: 'usage' });
});

test('statement triggers see all rows at once', async () => {
  const { sql, loader } = warehouse;
  await create('watched');
  await sql`create table calls (at timestamptz default now())`;
  await sql`create function note_call() returns trigger language plpgsql as
    $$ begin insert into calls default values; return null; end $$`;
  await sql`create trigger watch after insert on watched for each statement
    execute function note_call()`;
  expect(await loader.load(rowsOf(), { into: 'watched', ...byId })).toMatchObject(counted);
  expect(await sql`select count(*)::int from calls`).toEqual([{ count: 1 }]);
});
