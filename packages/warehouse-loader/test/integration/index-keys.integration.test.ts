import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const byIndex = { into: 'users', mode: 'upsert', upsertKeys: { index: 'by_key' } } as const;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists users, parted, hostile`;
  await sql`create table users (id serial primary key, email text, tenant int, name text,
    active boolean default true, deleted_at timestamptz)`;
});

const stored = () =>
  warehouse.sql`select email, tenant, name from users order by email, tenant, id`;

test('an index on an expression is a key: its value is compared, and the spelling updated', async () => {
  const { sql, loader } = warehouse;
  await sql`create unique index by_key on users (lower(email))`;
  await sql`insert into users (email, name) values ('Ada@x.org', 'old'), ('bob@x.org', 'same')`;
  const rows = [
    { email: 'ADA@x.org', name: 'superseded' },
    { email: 'ada@x.org', name: 'new' },
    { email: 'bob@x.org', name: 'same' },
    { email: 'Eve@x.org', name: 'added' },
  ];
  expect(await loader.load(rows, byIndex)).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 1,
    rowsUnchanged: 1,
    rowsSuperseded: 1,
  });
  expect(await stored()).toEqual([
    { email: 'Eve@x.org', tenant: null, name: 'added' },
    { email: 'ada@x.org', tenant: null, name: 'new' },
    { email: 'bob@x.org', tenant: null, name: 'same' },
  ]);
});

test('a partial index is a key for the rows of its condition, whose columns the rows may omit', async () => {
  const { sql, loader } = warehouse;
  await sql`create unique index by_key on users (email) where deleted_at is null and active`;
  await sql`insert into users (email, name, deleted_at) values ('a', 'deleted', now()), ('a', 'live', null)`;
  const rows = [
    { email: 'a', name: 'first' },
    { email: 'a', name: 'last' },
    { email: 'b', name: 'b' },
  ];
  expect(await loader.load(rows, byIndex)).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 1,
    rowsSuperseded: 1,
  });
  expect(await stored()).toEqual([
    { email: 'a', tenant: null, name: 'deleted' },
    { email: 'a', tenant: null, name: 'last' },
    { email: 'b', tenant: null, name: 'b' },
  ]);
  const outside = [{ email: 'a', name: 'gone', active: false }];
  expect(await loader.load(outside, byIndex)).toMatchObject({ rowsInserted: 1, rowsUpdated: 0 });
});

test('in a key with NULLS NOT DISTINCT, NULL is a value, by columns and by name', async () => {
  const { sql, loader } = warehouse;
  await sql`create unique index by_key on users (email, tenant) nulls not distinct`;
  await sql`insert into users (email, tenant, name) values ('a', null, 'old'), (null, null, 'old')`;
  const rows = [
    { email: 'a', tenant: null, name: 'new' },
    { email: null, tenant: null, name: 'superseded' },
    { email: null, tenant: null, name: 'new' },
    { email: 'a', tenant: 1, name: 'one' },
  ];
  const byColumns = { ...byIndex, upsertKeys: ['email', 'tenant'] } as const;
  expect(await loader.load(rows, byColumns)).toMatchObject({
    rowsInserted: 1,
    rowsUpdated: 2,
    rowsSuperseded: 1,
  });
  expect(await loader.load(rows, byIndex)).toMatchObject({ rowsUnchanged: 3, rowsSuperseded: 1 });
  expect(await stored()).toHaveLength(3);
});

test.each(['upsert', 'insert_new'] as const)(
  'a table with triggers, and one with partitions, count the same rows, by %s',
  async (mode) => {
    const { sql, loader } = warehouse;
    await sql.unsafe(
      `create or replace function keep() returns trigger language plpgsql as 'begin return new; end';
      create table parted (email text, part int, name text) partition by list (part);
      create table parted_1 partition of parted for values in (1);
      create unique index by_key on parted (lower(email), part);
      create unique index by_key on users (lower(email), tenant) where active`.replace(
        'by_key on users',
        'by_key_of_users on users',
      ),
    );
    await sql`create trigger keep before insert or update on users for each row execute function keep()`;
    const rows = (part: string): object[] => [
      { email: 'a', [part]: 1, name: 'superseded' },
      { email: 'A', [part]: 1, name: 'a' },
      { email: 'b', [part]: 1, name: 'b' },
    ];
    for (const [into, index, part] of [
      ['parted', 'by_key', 'part'],
      ['users', 'by_key_of_users', 'tenant'],
    ] as const) {
      const how = { into, mode, upsertKeys: { index } } as const;
      expect(await loader.load(rows(part), how)).toMatchObject({
        rowsInserted: 2,
        rowsSuperseded: 1,
      });
      const again = [...rows(part), { email: 'c', [part]: 1, name: 'c' }];
      expect(await loader.load(again, how)).toMatchObject({
        rowsInserted: 1,
        rowsUnchanged: 2,
        rowsSuperseded: 1,
      });
    }
    const outside = [{ email: 'a', tenant: 1, active: false }];
    const how = { into: 'users', mode, upsertKeys: { index: 'by_key_of_users' } } as const;
    expect(await loader.load(outside, how)).toMatchObject({ rowsInserted: 1 });
  },
);

test('a row for which the expression of the key fails is rejected, and the others are loaded', async () => {
  const { sql, loader } = warehouse;
  await sql`create unique index by_key on users ((name::int))`;
  const rows = [{ name: '1' }, { name: 'one' }, { name: '01' }, { name: '2' }];
  const load = (onRefusal: 'fail' | 'reject') => {
    const bound = new Pipeline<object>(onRefusal).bind(memorySource(rows));
    return loader.loadPipeline(bound, { ...byIndex, onRefusal, errorThreshold: 1 });
  };
  expect(await failureOf(load('fail'))).toMatchObject({
    code: 'VALUE_INVALID',
    context: { rowNumber: 2 },
  });
  const report = await load('reject');
  expect(report.rows).toMatchObject({ inserted: 2, superseded: 1, rejected: 1 });
  expect(await sql`select name from users order by name`).toEqual([{ name: '01' }, { name: '2' }]);
});

test('a row that another constraint refuses is rejected by its record', async () => {
  const { sql, loader } = warehouse;
  await sql`create unique index by_key on users (lower(email))`;
  await sql`alter table users add check (tenant > 0)`;
  const rows = [
    { email: 'a', tenant: 1 },
    { email: 'b', tenant: 0 },
    { email: 'A', tenant: 2 },
  ];
  const bound = new Pipeline<object>('checked').bind(memorySource(rows));
  const how = { ...byIndex, onRefusal: 'reject', errorThreshold: 1 } as const;
  const report = await loader.loadPipeline(bound, how);
  expect(report.rows).toMatchObject({ inserted: 1, superseded: 1, rejected: 1 });
  expect(
    await sql`select row_number, code from rejected_rows where execution_id = ${report.executionId}`,
  ).toEqual([{ row_number: '2', code: 'CHECK_VIOLATED' }]);
});

test.each([
  ['create index by_key on users (email)', 'it is not unique'],
  [
    'alter table users add constraint by_key unique (email) deferrable',
    'its constraint is deferrable',
  ],
  [
    'alter table users add constraint by_key exclude using btree (email with =)',
    'it belongs to an exclusion constraint',
  ],
  [
    `create unique index by_key on users (lower(email));
     update pg_index set indisvalid = false where indexrelid = 'by_key'::regclass`,
    'it is invalid, because its creation failed or is still running',
  ],
  [
    `create collation if not exists loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
     create unique index by_key on users (email collate loose)`,
    'its collation is not that of the column',
  ],
])(
  'an index that cannot be a key is refused by name before any row: %s',
  async (statement, reason) => {
    await warehouse.sql.unsafe(statement);
    const error = await failureOf(warehouse.loader.load([{ email: 'a' }], byIndex));
    expect(error).toMatchObject({ code: 'UPSERT_KEY_NOT_UNIQUE', category: 'schema' });
    expect(error.message).toContain('Index "by_key" of public.users on (');
    expect(error.message).toContain(`cannot be used: ${reason}. Use another unique index.`);
  },
);

test('an index that does not exist is refused with the one intended', async () => {
  const error = await failureOf(
    warehouse.loader.load([{ email: 'a' }], {
      ...byIndex,
      upsertKeys: { index: 'users_pkez' },
    }),
  );
  expect(error).toMatchObject({ code: 'UPSERT_KEY_NOT_UNIQUE' });
  expect(error.message).toContain('(did you mean "users_pkey"?); existing: users_pkey.');
});

test('keys by columns name the partial index or the expression that can be a key by its name', async () => {
  await warehouse.sql`create unique index by_key on users (lower(email)) where active`;
  const how = { ...byIndex, upsertKeys: ['email'] } as const;
  const error = await failureOf(warehouse.loader.load([{ email: 'a' }], how));
  expect(error.message).toContain(
    'A partial index or one with expressions is a key by its name: { index: "by_key" }.',
  );
});

test('hostile names of index, columns and schemas in an expression are quoted', async () => {
  const { sql, loader } = warehouse;
  await sql.unsafe(`drop schema if exists "my ""schema" cascade; create schema "my ""schema";
    create function "my ""schema"."lo'wer"(text) returns text immutable language sql return lower($1);
    drop table if exists hostile;
    create table hostile ("e""mail" text, wdh_key1 int, wdh_is_keyed int, wdh_pattern int, wdh_given text default 'g');
    create unique index "by ""key'; --" on hostile ("my ""schema"."lo'wer"("e""mail")) where wdh_key1 > 0`);
  const how = { into: 'hostile', mode: 'upsert', upsertKeys: { index: `by "key'; --` } } as const;
  const row = (email: string, more: object = {}): object => ({
    'e"mail': email,
    wdh_key1: 1,
    ...more,
  });
  expect(await loader.load([row('A'), row('a'), row('b', { wdh_given: 'h' })], how)).toMatchObject({
    rowsInserted: 2,
    rowsSuperseded: 1,
  });
  expect(await sql`select wdh_given from hostile order by 1`).toEqual([
    { wdh_given: 'g' },
    { wdh_given: 'h' },
  ]);
});
