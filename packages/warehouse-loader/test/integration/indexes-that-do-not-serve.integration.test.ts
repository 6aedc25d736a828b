import { beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists users`;
  await sql`create table users (id int primary key, email text, name text, active boolean)`;
});

test.each([
  [
    'create unique index by_email on users (email) where active',
    'Index "by_email" on (email) cannot be used: it is partial, where active.',
  ],
  [
    'create unique index by_email on users (lower(email))',
    'Index "by_email" on (lower(email)) cannot be used: its key is an expression.',
  ],
  [
    'create unique index by_email on users (email, lower(name))',
    'Index "by_email" on (email, lower(name)) cannot be used: its key is an expression.',
  ],
  [
    'create index by_email on users (email)',
    'Index "by_email" on (email) cannot be used: it is not unique.',
  ],
  [
    'alter table users add constraint by_email unique (email) deferrable',
    'Index "by_email" on (email) cannot be used: its constraint is deferrable.',
  ],
  [
    `create collation if not exists loose (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
     create unique index by_email on users (email collate loose)`,
    'Index "by_email" on (email) cannot be used: its collation is not that of the column.',
  ],
  [
    `create unique index by_email on users (email);
     update pg_index set indisvalid = false where indexrelid = 'by_email'::regclass`,
    'Index "by_email" on (email) cannot be used: it is invalid, because its creation failed or is still running.',
  ],
])('an upsert explains why an index cannot be used: %s', async (statement, sentence) => {
  await warehouse.sql.unsafe(statement);
  const how = { into: 'users', mode: 'upsert', upsertKeys: ['email'] } as const;
  const error = await failureOf(warehouse.loader.load([{ id: 1, email: 'a' }], how));
  expect(error).toMatchObject({ code: 'UPSERT_KEY_NOT_UNIQUE', category: 'schema' });
  expect(error.message).toContain(`existing: (id). ${sentence} Create one`);
});

test('an index that could be used is listed by its columns, and not explained', async () => {
  await warehouse.sql`create unique index by_both on users (email, name)`;
  const how = { into: 'users', mode: 'upsert', upsertKeys: ['email'] } as const;
  const error = await failureOf(warehouse.loader.load([{ id: 1, email: 'a' }], how));
  expect(error.message).toContain('existing: (id), (email, name). Create one');
});
