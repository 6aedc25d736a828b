import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PipelineLoadOptions } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useRole } from '../warehouse/use-role.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const role = useRole(warehouse);

const insertNew = { into: 'items', mode: 'insert_new', upsertKeys: ['id'] } as const;
const collect = { onRefusal: 'reject', errorThreshold: 1 } as const;
const layouts = ['', 'partition by range (id)'] as const;

interface Item {
  readonly id: number;
  readonly name: string | null;
}

const rows: readonly Item[] = [
  { id: 1, name: 'other' },
  { id: 2, name: null },
  { id: 4, name: 'first' },
  { id: 3, name: 'added' },
  { id: 4, name: 'last' },
  { id: 1, name: 'again' },
];
/** A row that only the table refuses. */
const refused: Item = { id: 99, name: 'refused' };

async function createItems(layout = ''): Promise<void> {
  const part = 'create table items_all partition of items for values from (0) to (100000);';
  await warehouse.sql.unsafe(`
    drop table if exists items;
    delete from pipeline_executions;
    create table items (id int primary key check (id <> 99), name text) ${layout};
    ${layout === '' ? '' : part}
    insert into items values (1, 'kept'), (2, 'kept')`);
}

beforeEach(() => createItems());

const stored = () => warehouse.sql`select id, name from items order by id`;

const loadAudited = (
  given: readonly object[],
  options: Partial<PipelineLoadOptions<string>> = {},
  loader = warehouse.loader,
) => {
  const bound = new Pipeline<object>('insert new').bind(memorySource(given));
  return loader.loadPipeline(bound, { ...insertNew, ...options } as PipelineLoadOptions<string>);
};

const expected = [
  { id: 1, name: 'kept' },
  { id: 2, name: 'kept' },
  { id: 3, name: 'added' },
  { id: 4, name: 'last' },
];

describe.each(layouts)('a table %s', (layout) => {
  test('inserts the last row of each new key, and keeps the existing rows', async () => {
    await createItems(layout);
    const before = await warehouse.sql`select xmin::text from items order by id`;
    expect(await warehouse.loader.load(rows, insertNew)).toMatchObject({
      rowsInserted: 2,
      rowsUpdated: 0,
      rowsUnchanged: 2,
      rowsSuperseded: 2,
      rowsDeleted: 0,
    });
    expect(await stored()).toEqual(expected);
    const after = await warehouse.sql`select xmin::text from items where id < 3 order by id`;
    expect(after).toEqual(before);
  });

  test('counts the same with a refused row', async () => {
    await createItems(layout);
    const report = await loadAudited([...rows.slice(0, 3), refused, ...rows.slice(3)], collect);
    const { inserted, updated, unchanged, superseded, rejected } = report.rows;
    expect([inserted, updated, unchanged, superseded, rejected]).toEqual([2, 0, 2, 2, 1]);
    expect(await stored()).toEqual(expected);
    expect(
      await warehouse.sql`select row_number::int as row, code from rejected_rows
        where execution_id = ${report.executionId}`,
    ).toEqual([{ row: 4, code: 'CHECK_VIOLATED' }]);
  });
});

test('loading rows in order, or twice, adds nothing to the existing rows', async () => {
  const many = Array.from({ length: 3_000 }, (_, id) => ({ id: id + 100, name: 'new' }));
  const { loader } = warehouse;
  expect(await loader.load(many, insertNew)).toMatchObject({ rowsInserted: 3_000 });
  expect(await loader.load(many, insertNew)).toMatchObject({
    rowsInserted: 0,
    rowsUnchanged: 3_000,
  });
  expect(await loader.load([], insertNew)).toMatchObject({ rowsInserted: 0 });
  expect(await stored()).toHaveLength(3_002);
});

test('a row without a key fails the load, and so does one that another unique constraint refuses', async () => {
  await warehouse.sql`update items set name = id::text`;
  await warehouse.sql`alter table items add unique (name)`;
  const error = await failureOf(warehouse.loader.load([{ id: 7, name: '1' }], insertNew));
  expect(error).toMatchObject({ code: 'UNIQUE_VIOLATED', context: { rowNumber: 1 } });
  const noKey = warehouse.loader.load([{ id: null, name: 'x' }], insertNew);
  expect((await failureOf(noKey)).code).toBe('UPSERT_KEY_NULL');
  expect(await stored()).toHaveLength(2);
});

test('it needs the keys, and a unique index that has them', async () => {
  const { loader } = warehouse;
  const without = { into: 'items', mode: 'insert_new', upsertKeys: [] } as const;
  const error = await failureOf(loader.load(rows, without));
  expect(error).toMatchObject({ code: 'UPSERT_KEYS_MISSING', category: 'usage' });
  expect(error.message).toContain('Mode insert_new needs upsertKeys for public.items');
  const byName = { ...insertNew, upsertKeys: ['name'] } as const;
  expect((await failureOf(loader.load(rows, byName))).code).toBe('UPSERT_KEY_NOT_UNIQUE');
});

test('the role needs INSERT and SELECT, and no other privilege on the table', async () => {
  const { sql } = warehouse;
  const loader = warehouse.newLoader({ connectionUrl: role.url });
  await sql.unsafe(`grant insert on items to ${role.name}`);
  const error = await failureOf(loader.load(rows, insertNew));
  expect(error.message).toContain('The role lacks SELECT on public.items. Grant it.');
  await sql.unsafe(`grant select on items to ${role.name}`);
  expect((await loadAudited([...rows, refused], collect, loader)).rows).toMatchObject({
    inserted: 2,
    unchanged: 2,
    rejected: 1,
  });
  for (const layout of layouts) {
    await createItems(layout);
    await sql.unsafe(`grant select, insert on items to ${role.name}`);
    expect(await loader.load(rows, insertNew)).toMatchObject({ rowsInserted: 2 });
  }
});

test('a policy that applies to the role refuses the load', async () => {
  const { sql } = warehouse;
  await sql.unsafe(`grant select, insert on items to ${role.name};
    alter table items enable row level security`);
  const loader = warehouse.newLoader({ connectionUrl: role.url });
  expect((await failureOf(loader.load(rows, insertNew))).code).toBe('ROW_SECURITY_APPLIES');
});

test('a column that no row names gets its default, and a column without one NULL', async () => {
  const { sql, loader } = warehouse;
  await sql`alter table items add column at int default 7, add column note text`;
  await loader.load([{ id: 5, name: 'new' }], insertNew);
  expect(await sql`select at, note from items where id = 5`).toEqual([{ at: 7, note: null }]);
});

describe.each(['always', 'by default'])('a key that is an identity %s', (kind) => {
  test('keeps the values of the rows with overridingSystemValue', async () => {
    const { sql, loader } = warehouse;
    await sql.unsafe(`drop table items; create table items
      (id int generated ${kind} as identity primary key, name text);
      insert into items (name) values ('kept')`);
    const options = { ...insertNew, overridingSystemValue: true, advanceSequences: true };
    const given = [
      { id: 1, name: 'other' },
      { id: 8, name: 'new' },
    ];
    expect(await loader.load(given, options)).toMatchObject({ rowsInserted: 1, rowsUnchanged: 1 });
    await sql`insert into items (name) values ('next')`;
    expect(await stored()).toEqual([
      { id: 1, name: 'kept' },
      { id: 8, name: 'new' },
      { id: 9, name: 'next' },
    ]);
  });
});

test('an identity column besides the key numbers the new rows', async () => {
  const { sql, loader } = warehouse;
  await sql`alter table items add column number int generated always as identity`;
  expect(await loader.load(rows, insertNew)).toMatchObject({ rowsInserted: 2 });
  expect(await sql`select count(distinct number)::int from items`).toEqual([{ count: 4 }]);
  const given = [{ id: 5, name: 'x', number: 1 }];
  expect((await failureOf(loader.load(given, insertNew))).code).toBe('COLUMN_IS_IDENTITY');
});

describe.each(layouts)('a BEFORE INSERT trigger of a table %s', (layout) => {
  const createTrigger = async (body: string) => {
    await createItems(layout);
    await warehouse.sql.unsafe(`
      create or replace function guard() returns trigger language plpgsql as $$ begin ${body} end $$;
      create trigger guard before insert on items for each row execute function guard()`);
  };

  test('may change a row', async () => {
    await createTrigger("new.name := upper(new.name) || '!'; return new;");
    expect(await warehouse.loader.load(rows, insertNew)).toMatchObject({
      rowsInserted: 2,
      rowsUnchanged: 2,
    });
    expect((await loadAudited([...rows, refused], collect)).rows).toMatchObject({
      inserted: 0,
      unchanged: 4,
      rejected: 1,
    });
    expect(await stored()).toContainEqual({ id: 4, name: 'LAST!' });
  });

  test('that drops a new row is not counted as unchanged', async () => {
    await createTrigger('if new.id = 3 then return null; end if; return new;');
    const load = warehouse.loader.load(rows, insertNew);
    expect((await failureOf(load)).code).toBe('LEDGER_IMBALANCE');
    const collected = loadAudited([...rows, refused], collect);
    expect((await failureOf(collected)).code).toBe('LEDGER_IMBALANCE');
    expect(await stored()).toHaveLength(2);
  });
});

test('a dry run counts and leaves nothing', async () => {
  const report = await loadAudited([...rows, refused], { ...collect, dryRun: true });
  expect(report).toMatchObject({
    status: 'rehearsed',
    rows: { read: 7, inserted: 2, unchanged: 2, superseded: 2, rejected: 1 },
  });
  expect(await stored()).toHaveLength(2);
});

test('lineage names the run in new rows only', async () => {
  const { sql } = warehouse;
  await sql`alter table items add column _execution_id text, add column _source_line int`;
  const { executionId } = await loadAudited(rows, { lineage: true });
  expect(
    await sql`select id, _execution_id as run, _source_line as line from items order by id`,
  ).toEqual([
    { id: 1, run: null, line: null },
    { id: 2, run: null, line: null },
    { id: 3, run: executionId, line: 5 },
    { id: 4, run: executionId, line: 6 },
  ]);
});

test('checks see the rows, and a failed one rolls them back', async () => {
  const sql = 'select id from items where id = 4';
  const load = loadAudited(rows, { checks: [{ name: 'no four', severity: 'error', sql }] });
  expect((await failureOf(load)).code).toBe('CHECK_FAILED');
  expect(await stored()).toHaveLength(2);
});

test('the run is recorded, and the same source again is skipped', async () => {
  const { executionId } = await loadAudited(rows);
  const [run] = await warehouse.sql`select status, load_mode, rows_inserted::int as inserted,
    rows_updated::int as updated, rows_unchanged::int as unchanged,
    rows_superseded::int as superseded from pipeline_executions where execution_id = ${executionId}`;
  expect(run).toEqual({
    status: 'success',
    load_mode: 'insert_new',
    inserted: 2,
    updated: 0,
    unchanged: 2,
    superseded: 2,
  });
  expect(await loadAudited(rows)).toMatchObject({
    status: 'skipped',
    previousExecutionId: executionId,
  });
  expect((await loadAudited(rows, { force: true })).rows).toMatchObject({
    inserted: 0,
    unchanged: 4,
  });
});
