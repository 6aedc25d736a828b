import { Pipeline } from '@wdh/pipeline-core';
import { beforeEach, expect, test } from 'vitest';
import type { GateCheck } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const rows = Array.from({ length: 100 }, (_, index) => ({ id: index + 1 }));

beforeEach(async () => {
  await warehouse.sql.unsafe(`drop table if exists checked; drop sequence if exists numbers;
    create table checked (id int primary key); create sequence numbers;
    truncate pipeline_executions cascade;
    insert into checked values (-1)`);
});

/** Makes a function that does what SQL says, and finds nothing wrong; returns the call of it. */
async function functionThat(does: string, more = ''): Promise<string> {
  await warehouse.sql.unsafe(`create or replace function misbehave() returns setof int
    language plpgsql volatile ${more} as $f$ begin ${does}; return; end $f$`);
  return 'select * from misbehave()';
}

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

type Options = (typeof modes)[number] & { readonly dryRun?: boolean };

function load(check: GateCheck, options: Options = { mode: 'append' }) {
  const bound = new Pipeline<{ readonly id: number }>('checked').bind(memorySource(rows));
  return warehouse.loader.loadPipeline(bound, { into: 'checked', checks: [check], ...options });
}

const counted = async (): Promise<number> => {
  const [found] = await warehouse.sql<{ count: number }[]>`
    select count(*)::int as count from checked`;
  return found?.count ?? Number.NaN;
};

const writes = [
  'truncate checked',
  'delete from checked',
  'insert into checked values (1000)',
  'update checked set id = -id',
  "perform setval('numbers', 1000)",
  "perform nextval('numbers')",
  'create table if not exists made (id int)',
  'drop table checked',
  'alter table checked add more int',
  'delete from pipeline_executions',
  'set transaction_read_only to off; delete from checked',
  "perform set_config('transaction_read_only', 'off', false); delete from checked",
  'begin set transaction read write; exception when others then null; end; delete from checked',
];

test.each(writes)('a function of a check that does %s fails the load', async (does) => {
  const sql = await functionThat(does, 'security definer');
  const error = await failureOf(load({ name: 'odd', severity: 'warn', sql }));
  expect(error).toMatchObject({ code: 'CHECK_FAILED_TO_RUN', category: 'usage' });
  expect(await counted()).toBe(1);
});

test.each(modes)(
  'a function that ignores the refusal changes nothing, mode $mode',
  async (options) => {
    const sql = await functionThat(
      'begin delete from checked; exception when others then null; end',
      'security definer',
    );
    const report = await load({ name: 'odd', severity: 'error', sql }, options);
    const kept = options.mode === 'replace' ? 0 : 1;
    expect(report.rows.inserted + kept).toBe(await counted());
  },
);

test.each([
  'delete from checked',
  'with gone as (delete from checked returning id) select * from gone',
  'insert into checked values (1000)',
  'truncate checked',
  "select setval('numbers', 5)",
  'set transaction read write',
  "select set_config('transaction_read_only', 'off', false)",
  'create temporary table mine (id int)',
])('so does a statement of its own: %s', async (statement) => {
  const fn: GateCheck['fn'] = async ({ query }) => {
    await query(statement).catch(() => undefined);
    return true;
  };
  const error = await failureOf(load({ name: 'odd', severity: 'warn', fn }));
  expect(error.code).toBe('CHECK_FAILED_TO_RUN');
  expect(error.message).toContain('check "odd" could not be run');
  expect(await counted()).toBe(1);
});

test('the message states that a check may only read', async () => {
  const fn: GateCheck['fn'] = async ({ query }) => (await query('delete from checked')).count > 0;
  const error = await failureOf(load({ name: 'odd', severity: 'warn', fn }));
  expect(error.message).toContain('cannot execute DELETE in a read-only transaction');
  expect(error.message).toContain('A check may read only');
});

test('changes that the server allows a check are rolled back', async () => {
  const fn: GateCheck['fn'] = async ({ query }) => {
    await query(
      "select set_config('work_mem', '64kB', false), set_config('search_path', '', false)",
    );
    return true;
  };
  expect((await load({ name: 'settings', severity: 'error', fn })).rows.inserted).toBe(100);
});

test('a large object that a check creates is refused, from version 16 on, or rolled back', async () => {
  const fn: GateCheck['fn'] = async ({ query }) => {
    await query('select lo_create(424242)').catch(() => undefined);
    return true;
  };
  await load({ name: 'objects', severity: 'error', fn }).catch(() => undefined);
  expect(await warehouse.sql`select from pg_largeobject_metadata where oid = 424242`).toEqual([]);
});

test.each([false, true])('a procedure that commits commits nothing, dry run %s', async (dryRun) => {
  await warehouse.sql.unsafe(`create or replace procedure commits() language plpgsql as
    $$ begin commit; end $$`);
  const fn: GateCheck['fn'] = async ({ query }) => (await query('call commits()')).count === 0;
  const error = await failureOf(
    load({ name: 'odd', severity: 'warn', fn }, { mode: 'append', dryRun }),
  );
  expect(error.code).toBe('CHECK_FAILED_TO_RUN');
  expect(await counted()).toBe(1);
});

test.each(['rollback', '/* a /* b */ c */ commit', '-- x\n;rollback to savepoint wdh_check'])(
  'a function cannot leave the transaction by %j',
  async (statement) => {
    const fn: GateCheck['fn'] = async ({ query }) => {
      await query(statement).catch(() => undefined);
      return true;
    };
    const error = await failureOf(load({ name: 'odd', severity: 'warn', fn }));
    expect(error).toMatchObject({ code: 'CHECK_FAILED' });
    expect(error.message).toContain('must not end the transaction');
    expect(await counted()).toBe(1);
  },
);

test('a line of dashes is parsed in linear time, and the signal is observed', async () => {
  const banner = `${'-'.repeat(44)}\n${'/*'.repeat(50)}${'*/'.repeat(50)}\n`.repeat(2_000);
  const fn: GateCheck['fn'] = async ({ query }) =>
    (await query(`${banner} select from checked`)).count > 0;
  const sql = `${banner} select from checked where false ${' '.repeat(100_000)};`;
  await load({ name: 'banner', severity: 'error', fn });
  await warehouse.sql`truncate pipeline_executions cascade`;
  const started = performance.now();
  await load({ name: 'banner', severity: 'error', sql }, { mode: 'replace' });
  // In quadratic time, it would take many minutes.
  expect(performance.now() - started).toBeLessThan(60_000);
});

test('checks may read everything, one after another', async () => {
  const sql = 'select id from checked where id > 97';
  const bound = new Pipeline<{ readonly id: number }>('checked').bind(memorySource(rows));
  const checks = ['a', 'b'].map((name): GateCheck => ({ name, severity: 'warn', sql }));
  const report = await warehouse.loader.loadPipeline(bound, { into: 'checked', checks });
  expect(report.rows.inserted).toBe(100);
  const found = await warehouse.sql`select metric_name as name, metric_value::int as value
    from data_quality_metrics where metric_name like 'check.%' order by name`;
  expect([...found]).toEqual([
    { name: 'check.a', value: 3 },
    { name: 'check.b', value: 3 },
  ]);
});

test.each([
  'copy checked to stdout',
  "copy checked to program 'cat'",
  '/* a */ COPY checked from stdin',
])('a check that runs %s is refused by name', async (sql) => {
  const fn: GateCheck['fn'] = async ({ query }) => (await query(sql)).length === 0;
  const error = await failureOf(load({ name: 'copies', severity: 'warn', fn }));
  expect(error).toMatchObject({ code: 'CHECK_FAILED' });
  expect(error.message).toContain('Check "copies" must not run COPY');
  expect(await counted()).toBe(1);
});

test('a missing parameter is an error of the check, and is not retried', async () => {
  const error = await failureOf(load({ name: 'two', severity: 'warn', sql: 'select $2::int' }));
  expect(error).toMatchObject({ code: 'CHECK_FAILED_TO_RUN', isRetryable: false });
});
