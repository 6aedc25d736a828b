import { Pipeline } from '@wdh/pipeline-core';
import { DedicatedConnection } from '@wdh/postgres';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { WarehouseLoader } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const password = 'p@ss/#?%:w0rd';

beforeAll(async () => {
  const { sql } = warehouse;
  await sql.unsafe(`create role "connection test" login password '${password}' connection limit 3`);
  await sql`create table reached (id int)`;
  await sql`grant insert on reached to "connection test"`;
});

afterAll(async () => {
  await warehouse.sql`drop owned by "connection test"`;
  await warehouse.sql`drop role "connection test"`;
});

/** The URL of the test database with parts of it changed. */
function urlWith(parts: Partial<URL>): string {
  return Object.assign(new URL(warehouse.url), parts).href;
}

test('a role whose password contains every special character can load', async () => {
  const connectionUrl = urlWith({
    username: 'connection%20test',
    password: encodeURIComponent(password),
  });
  const loader = new WarehouseLoader({ connectionUrl });
  expect(await loader.load([{ id: 1 }], { into: 'reached' })).toMatchObject({ rowsInserted: 1 });
  await loader.close();
});

test('a privilege that the role lacks is named before any row', async () => {
  const { sql } = warehouse;
  await sql`create table guarded (id int primary key, name text)`;
  await sql`grant insert (id) on guarded to "connection test"`;
  const connectionUrl = urlWith({
    username: 'connection%20test',
    password: encodeURIComponent(password),
  });
  const loader = new WarehouseLoader({ connectionUrl });
  const append = loader.load([{ id: 1, name: 'x' }], { into: 'guarded' });
  const error = await failureOf(append);
  expect(error).toMatchObject({ code: 'PRIVILEGE_MISSING', category: 'schema' });
  expect(error.message).toContain('INSERT (name) on public.guarded');
  await loader.load([{ id: 1 }], { into: 'guarded' });
  const replace = loader.load([{ id: 1 }], { into: 'guarded', mode: 'replace' });
  expect((await failureOf(replace)).message).toContain(
    'SELECT on public.guarded and DELETE on public.guarded',
  );
  await loader.close();
});

test('a loader keeps its connections below its maximum, and audited loads take two', async () => {
  const { sql } = warehouse;
  const loader = warehouse.newLoader({ poolSize: 5 });
  await sql`create table counted (id int, sessions int default 0)`;
  await sql`create function count_sessions() returns trigger language plpgsql as $$ begin
    perform pg_sleep(0.05);
    new.sessions := (select count(*) from pg_stat_activity
      where application_name like 'wdh %' and datname = current_database());
    return new; end $$`;
  await sql`create trigger count_sessions before insert on counted
    for each row execute function count_sessions()`;
  const pipeline = new Pipeline<{ id: number }>('counted');
  const loads = Array.from({ length: 12 }, (_, id) =>
    loader.loadPipeline(pipeline.bind(memorySource([{ id }])), { into: 'counted' }),
  );
  await Promise.all(loads);
  const [found] = await sql`select count(*)::int, max(sessions) from counted`;
  expect(found).toEqual({ count: 12, max: 4 });
});

test('a connection URL with two passwords is refused before any connection', () => {
  const connectionUrl = urlWith({ search: '?password=S3cret-canary' });
  expect(() => warehouse.newLoader({ connectionUrl })).toThrow(
    expect.objectContaining({ code: 'CONNECTION_URL_INVALID' }),
  );
});

test('a closed loader waits for its loads and accepts no more', async () => {
  const loader = warehouse.newLoader();
  const load = loader.load([{ id: 5 }], { into: 'reached' });
  await loader.close();
  expect(await load).toMatchObject({ rowsInserted: 1 });
  const error = await failureOf(loader.load([{ id: 6 }], { into: 'reached' }));
  expect(error).toMatchObject({ code: 'LOADER_CLOSED', category: 'usage' });
  expect(error.message).toContain('The loader is closed. Create a new one.');
});

test.each([
  [{ poolSize: 1 }],
  [{ poolSize: 2.5 }],
  [{ batchSize: 0 }],
  [{ deadlineMs: Number.NaN }],
  [{ deadlineMs: 2 ** 31 }],
])('the options %o are refused before any connection', (options) => {
  expect(() => warehouse.newLoader(options)).toThrow(
    expect.objectContaining({ code: 'LOADER_OPTION_INVALID', category: 'usage' }),
  );
});

test('a thousand rows take as many statements as one', async () => {
  const { loader, sql } = warehouse;
  await sql`create table quick (id int primary key)`;
  const query = vi.spyOn(DedicatedConnection.prototype, 'query');
  onTestFinished(() => {
    query.mockRestore();
  });
  const statementsOf = async (first: number, count: number): Promise<number> => {
    query.mockClear();
    const rows = Array.from({ length: count }, (_, at) => ({ id: first + at }));
    await loader.load(rows, { into: 'quick' });
    return query.mock.calls.length;
  };
  await statementsOf(0, 1);
  const one = await statementsOf(1, 1);
  expect(one).toBeGreaterThan(0);
  // If another session commits in between, one of the two reads the catalog again.
  expect(Math.abs((await statementsOf(2, 1_000)) - one)).toBeLessThanOrEqual(3);
});
