import { openTransaction } from '@wdh/fault-injection';
import { dumpCatalog } from '@wdh/local-postgres/testing';
import { beforeEach, expect, test } from 'vitest';
import { migrateDown, type MigrateDownOptions, migrateUp } from '../../../src/index.js';
import { useMigrations } from '../../database/use-migrations.js';

const migrations = useMigrations();

beforeEach(async () => {
  const { write } = migrations;
  await write('0000_first.sql', 'create table first (id int primary key, note text);');
  await write('0000_first.down.sql', 'drop table first;');
  await write('0001_second.sql', 'create table second (id int references first);');
  await write('0001_second.down.sql', 'drop table second;');
});

const down = (more: Partial<MigrateDownOptions> = {}) =>
  migrateDown({ ...migrations.target, ...more });
const overData = (words: string) => ({
  code: 'MIGRATION_DOWN_OVER_DATA',
  category: 'schema',
  message: expect.stringContaining(words) as unknown,
});

test('X05 a down migration over tables with rows: it is refused, the rows are counted, and force allows it', async () => {
  const { sql, target, applied } = migrations;
  await migrateUp(target);
  await sql`insert into first select g from generate_series(1, 3) g`;
  await sql`insert into second values (1), (2)`;
  const before = await dumpCatalog(sql);
  const refused = down({ steps: 2 });
  await expect(refused).rejects.toMatchObject(overData('public.first (3 rows dropped)'));
  await expect(refused).rejects.toThrow('public.second (2 rows dropped)');
  expect(await dumpCatalog(sql)).toBe(before);
  expect(await sql`select * from second`).toHaveLength(2);
  expect(await applied()).toHaveLength(2);
  const { reverted, lost } = await down({ steps: 2, force: true });
  expect(reverted).toHaveLength(2);
  expect(lost).toEqual([
    { table: 'public.first', column: null, how: 'dropped', count: 3 },
    { table: 'public.second', column: null, how: 'dropped', count: 2 },
  ]);
  expect(await applied()).toEqual([]);
});

test.each([
  ['drops a column', 'alter table first drop column note;', 'column public.first.note (1 value'],
  [
    'creates a table again',
    'drop table first cascade; create table first (id int primary key, note text);',
    'table public.first (2 rows dropped',
  ],
  ['empties a table', 'truncate first cascade;', 'table public.first (2 rows rewritten'],
  ['deletes rows', 'delete from first where id = 1;', 'table public.first (1 row deleted'],
  ['narrows a type', 'alter table first alter id type smallint;', 'public.first (2 rows rewr'],
])(
  'X05 a down migration that %s: it is refused if there is data, and the rows are counted',
  async (_what, statements, words) => {
    const { sql, target, write } = migrations;
    await write('0002_third.sql', 'select 1;');
    await write('0002_third.down.sql', statements);
    await migrateUp(target);
    await sql`insert into first values (1, 'kept'), (2, null)`;
    await expect(down()).rejects.toMatchObject(overData(words));
    expect(await sql`select id, note from first order by id`).toEqual([
      { id: 1, note: 'kept' },
      { id: 2, note: null },
    ]);
  },
);

test('X05 a row that is written while the down migration waits: it is counted, not lost', async () => {
  const { sql, url, target } = migrations;
  await migrateUp(target);
  await using writer = await openTransaction(url);
  await writer.session`insert into first values (1)`;
  const outcome = down({ steps: 2 }).catch((error: unknown) => error);
  await writer.untilWaitedFor();
  await writer.commit();
  expect(await outcome).toMatchObject(overData('public.first (1 row'));
  expect(await sql`select id from first`).toEqual([{ id: 1 }]);
});
