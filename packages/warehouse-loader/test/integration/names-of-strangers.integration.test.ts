import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateDown, migrateUp, migrationStatus, verifyMigrations } from '@wdh/migrations';
import { Pipeline } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { WarehouseLoader } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { plantImpostors } from '../warehouse/plant-impostors.js';

/** The search path of the server: its own names first; or public first, if reversed. */
const paths = ['"$user", public', 'public, pg_catalog'];

const into = 'public.orders';

const modes = [
  { mode: 'append' },
  { mode: 'upsert', upsertKeys: ['id'] },
  { mode: 'insert_new', upsertKeys: ['id'] },
  { mode: 'replace' },
] as const;

type Mode = (typeof modes)[number] & { readonly dryRun?: boolean };

let database: TestDatabase;
let sql: postgres.Sql;
let loader: WarehouseLoader;

beforeEach(async () => {
  database = await createTestDatabase(inject('serverUrl'));
  // The queries of the test itself must not run the planted objects.
  const connection = { search_path: 'pg_catalog' };
  sql = postgres(database.url, { max: 1, connection, onnotice: () => undefined });
  loader = new WarehouseLoader({ connectionUrl: database.url });
  await sql.unsafe(`create table public.orders (id int primary key, code varchar(20), note text,
      day date, amount numeric(8, 2), tags text[], doc jsonb);
    create table public.lines (order_id int references public.orders deferrable);
    insert into public.orders select n, 'old', 'old' from generate_series(1, 20) as n`);
});

afterEach(async () => {
  await loader.close();
  await sql.end();
  await database.drop();
});

async function turnHostile(path: string): Promise<void> {
  expect(await plantImpostors(sql)).toBeGreaterThan(300);
  await sql.unsafe(`alter database ${database.name} set search_path to ${path}`);
}

async function hits(): Promise<boolean> {
  const [canary] = await sql<{ hit: boolean }[]>`select is_called as hit from public.canary`;
  return canary?.hit === true;
}

const order = (id: number | string) => ({
  id,
  code: 'new',
  note: `n${id}`,
  day: '2024-02-29',
  amount: '1.50',
  tags: ['a'],
  doc: { a: 1 },
});
const rows = Array.from({ length: 40 }, (_, index) => order(index + 10));

async function loadRows(options: Mode): Promise<void> {
  const given = {
    append: rows.slice(20),
    upsert: [...rows, order(49)],
    insert_new: [...rows, order(49)],
    replace: rows,
  };
  await loader.load(given[options.mode], { into, ...options });
}

async function loadAudited(options: Mode, name = 'orders') {
  const refusals = [...rows, order('none'), { ...order(49), amount: '9e9' }];
  const pipeline = new Pipeline<object>(name, { stopOnError: false, errorThreshold: 1 });
  const bound = pipeline.bind(memorySource(refusals));
  return loader.loadPipeline(bound, {
    into,
    ...options,
    onRefusal: 'reject',
    errorThreshold: 1,
    checks: [
      { name: 'sql', severity: 'error', sql: 'select from public.orders where note is null' },
      {
        name: 'fn',
        severity: 'error',
        fn: async ({ query }) => (await query('select from public.orders')).count > 0,
      },
    ],
  });
}

test.each(paths)(
  'the planted names are run by statements that are not ours, path %s',
  async (path) => {
    await turnHostile(path);
    const other = postgres(database.url, { max: 1, onnotice: () => undefined });
    await other.unsafe('select array_agg(oid) from pg_class').catch(() => undefined);
    await other.end();
    expect(await hits()).toBe(true);
  },
);

test.each(paths.flatMap((path) => modes.map((options) => [options.mode, path, options] as const)))(
  'a load in mode %s runs no name of strangers, path %s',
  { tags: ['full'] },
  async (mode, path, options) => {
    await turnHostile(path);
    await loadRows(options);
    const report = await loadAudited(options);
    expect(report.rows.rejected).toBe(mode === 'append' ? 33 : 2);
    expect((await loadAudited({ ...options, dryRun: true }, 'dry')).status).toBe('rehearsed');
    expect((await loader.pruneExecutions({ olderThanDays: 0 })).rejectedRows).toBeGreaterThan(0);
    expect(await hits()).toBe(false);
  },
);

test.each(paths)(
  'migrations run no name of strangers, path %s',
  { tags: ['full'] },
  async (path) => {
    await sql`drop table public.lines, public.orders`;
    await sql`drop view public.wdh_rejects, public.wdh_runs`;
    await sql`drop table public.rejected_rows, public.data_quality_metrics, public.run_steps,
      public.run_events, public.pipeline_executions, public.schema_migrations`;
    const target = { connectionUrl: database.url, folders: [auditMigrations] };
    await turnHostile(path);
    const { applied } = await migrateUp(target);
    expect((await migrationStatus(target)).every(({ state }) => state === 'applied')).toBe(true);
    expect((await verifyMigrations(target)).isCatalogCompared).toBe(true);
    // A later check in an insert, or a lookup in an index, uses the operator of the server.
    const strangers = await sql`select from pg_depend where refclassid = 'pg_operator'::regclass
    and classid in ('pg_constraint'::regclass, 'pg_class'::regclass)`;
    expect(strangers).toEqual([]);
    await migrateDown({ ...target, steps: applied.length });
    await migrateUp(target);
    expect(await hits()).toBe(false);
  },
);

test('earlier texts of the migrations count as applied, and are equivalent', async () => {
  const definitions = () => sql`
    select pg_get_constraintdef(oid) as it from pg_constraint where conname like '%status_check'
    union all select pg_get_indexdef(indexrelid) from pg_index
      where indrelid = 'public.pipeline_executions'::regclass order by 1`;
  const found = await definitions();
  for (const [file, hashes] of Object.entries(auditMigrations.formerTexts ?? {})) {
    for (const hash of hashes) {
      await sql`update public.schema_migrations set sha256 = ${hash} where file = ${file}`;
      await sql`update public.schema_migrations set down_sha256 = ${hash}
        where ${file} = replace(file, '.sql', '.down.sql')`;
    }
  }
  const target = { connectionUrl: database.url, folders: [auditMigrations] };
  expect(await migrateUp(target)).toEqual({ applied: [] });
  expect((await verifyMigrations(target)).isCatalogCompared).toBe(true);
  await sql.unsafe(`alter table public.pipeline_executions
    drop constraint pipeline_executions_status_check, add constraint pipeline_executions_status_check
    check (status in ('queued', 'running', 'success', 'failed', 'skipped', 'rehearsed', 'abandoned',
      'cancelled'))`);
  expect(await definitions()).toEqual(found);
});

test('a load that fails runs no name of strangers on its way to an explanation', async () => {
  await turnHostile('public, pg_catalog');
  await sql.begin(async (held) => {
    await held`lock table public.orders in access exclusive mode`;
    const impatient = new WarehouseLoader({ connectionUrl: database.url, deadlineMs: 4_000 });
    const error = await failureOf(impatient.load(rows, { into }));
    expect(error).toMatchObject({ code: 'LOCK_TIMEOUT' });
    await impatient.close();
  });
  expect(await hits()).toBe(false);
});
