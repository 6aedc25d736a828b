import postgres from 'postgres';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { LocalPostgres } from '../../src/index.js';
import { createTestDatabase, startTestServer } from '../../src/testing/index.js';
import { startServer } from '../project/start-server.js';

let outside: LocalPostgres;
let sql: postgres.Sql;

beforeAll(async () => {
  outside = await startServer();
  sql = postgres(outside.url, { max: 1 });
});

afterAll(async () => {
  await sql.end();
  await outside.stop();
});

async function databases(): Promise<readonly string[]> {
  const rows = await sql<{ datname: string }[]>`
    SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY 1`;
  return rows.map(({ datname }) => datname);
}

const migrate = async (url: string): Promise<void> => {
  const template = postgres(url, { max: 1, onclose: () => undefined });
  await template`CREATE TABLE flights (id integer PRIMARY KEY)`;
  await template.end();
};

test('two runs on one server have separate databases, and leave none behind', async () => {
  const before = await databases();
  const runs = await Promise.all(
    [1, 2].map(() => startTestServer({ serverUrl: outside.url, migrate })),
  );
  const made = await Promise.all(runs.map(({ url }) => createTestDatabase(url)));
  const names = (await databases()).filter((name) => !before.includes(name));
  expect(names).toHaveLength(6);
  for (const name of names) expect(name).toMatch(/^wdh_[0-9a-f]{12}_(\w+_)?test$/);
  const table = postgres(made[0]?.url ?? '', { max: 1 });
  expect(await table`SELECT count(*)::int FROM flights`).toEqual([{ count: 0 }]);
  await table.end();
  await Promise.all(runs.map((run) => run.stop()));
  expect(await databases()).toEqual(before);
});

test('the databases are sorted by code point, and the server keeps running', async () => {
  const run = await startTestServer({ serverUrl: outside.url });
  expect(run.version).toBe(outside.version);
  const { url } = await createTestDatabase(run.url);
  const plain = postgres(url, { max: 1 });
  const found = await plain`SELECT datcollate, pg_encoding_to_char(encoding) AS encoding
    FROM pg_database WHERE datname = current_database()`;
  expect(found).toEqual([{ datcollate: 'C', encoding: 'UTF8' }]);
  await plain.end();
  await run.stop();
  expect(await sql`SELECT 1 AS one`).toEqual([{ one: 1 }]);
});

test(
  'a server that does not answer fails the run, with its address and no password',
  { tags: ['full'] },
  async () => {
    const gone = await startServer();
    await gone.stop();
    const failure = startTestServer({ serverUrl: gone.url });
    await expect(failure).rejects.toMatchObject({
      code: 'LOCAL_POSTGRES_SERVER_UNREACHABLE',
      message: expect.stringContaining(`127.0.0.1:${gone.port}`) as string,
    });
    const { message } = (await failure.catch((error: unknown) => error)) as Error;
    expect(message).not.toContain(new URL(gone.url).password);
  },
);

test('an invalid URL is refused without being repeated', async () => {
  const failure = startTestServer({ serverUrl: 'postgres://me:se/cret@[host' });
  await expect(failure).rejects.toMatchObject({ code: 'LOCAL_POSTGRES_SERVER_UNREACHABLE' });
  const { message } = (await failure.catch((error: unknown) => error)) as Error;
  expect(message).not.toContain('cret');
});

test('a server of another version than requested is refused', async () => {
  const other = inject('version') === 16 ? 15 : 16;
  await expect(startTestServer({ serverUrl: outside.url, version: other })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_VERSION_MISMATCH',
    message: expect.stringContaining(
      `is PostgreSQL ${outside.version}, and ${other} was`,
    ) as string,
  });
});

test('a role that may not create databases is refused', async () => {
  await sql`CREATE ROLE guest LOGIN PASSWORD 'guest'`;
  const url = Object.assign(new URL(outside.url), { username: 'guest', password: 'guest' });
  await expect(startTestServer({ serverUrl: url.href })).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_SERVER_UNREACHABLE',
    message: expect.stringContaining('CREATEDB') as string,
  });
});

test('a role that may only create databases is sufficient', { tags: ['full'] }, async () => {
  await sql`CREATE ROLE maker LOGIN CREATEDB PASSWORD 'maker'`;
  const url = Object.assign(new URL(outside.url), { username: 'maker', password: 'maker' });
  const run = await startTestServer({ serverUrl: url.href, migrate });
  const database = await createTestDatabase(run.url);
  await database.drop();
  await run.stop();
  expect((await databases()).filter((name) => name.endsWith('_test'))).toEqual([]);
});

test('a migration that fails leaves no database, and is reported with the error of the server', async () => {
  const before = await databases();
  const failure = startTestServer({
    serverUrl: outside.url,
    migrate: async (url) => {
      const template = postgres(url, { max: 1 });
      await template`CREATE TABLE seats (flight integer REFERENCES flights)`;
    },
  });
  await expect(failure).rejects.toMatchObject({
    code: 'LOCAL_POSTGRES_MIGRATION_FAILED',
    message: expect.stringMatching(
      /relation "flights" does not exist[^]*code: 42P01[^]*query: CREATE TABLE seats/,
    ) as string,
  });
  expect(await databases()).toEqual(before);
});
