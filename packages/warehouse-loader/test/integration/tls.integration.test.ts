import { startTestServer, type TestServer } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { WarehouseLoader } from '../../src/index.js';
import { eventually } from '../warehouse/eventually.js';
import { failureOf } from '../warehouse/failure-of.js';

let server: TestServer;
let sql: postgres.Sql;

/** Writes a file into the folder of the server, as that reads it: nobody else may. */
async function writeServerFile(name: 'server.key' | 'server.crt', text: string): Promise<void> {
  // PEM has no character that COPY would escape, but for its line ends.
  const lines = `string_to_array('${text.trim().replaceAll('\r', '')}', E'\n')`;
  await sql.unsafe(`copy (select unnest(${lines})) to program 'umask 077; cat > ${name}'`);
}

// A server of its own, as TLS is a setting of the whole server.
beforeAll(async () => {
  server = await startTestServer({ version: inject('serverVersion') });
  sql = postgres(server.url, { max: 1 });
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'nobody' }]);
  await writeServerFile('server.key', key);
  await writeServerFile('server.crt', cert);
  await sql`alter system set ssl = on`;
  await sql`select pg_reload_conf()`;
  await sql`create function has_tls() returns bool language sql
    as 'select ssl from pg_stat_ssl where pid = pg_backend_pid()'`;
  await sql`create table reached (id int, over_tls bool default has_tls())`;
});

afterAll(async () => {
  await sql.end();
  await server.stop();
});

async function loadUnder(sslmode: string, count: number): Promise<unknown> {
  await sql`truncate reached`;
  const connectionUrl = Object.assign(new URL(server.url), { search: `?sslmode=${sslmode}` }).href;
  const loader = new WarehouseLoader({ connectionUrl, deadlineMs: 10_000 });
  try {
    return await loader.load(
      Array.from({ length: count }, (_, id) => ({ id })),
      { into: 'public.reached' },
    );
  } finally {
    await loader.close();
  }
}

test.each([
  ['disable', false],
  ['allow', true],
  ['prefer', true],
  ['require', true],
])('a load with sslmode=%s is over TLS: %s', async (sslmode, isOverTls) => {
  await loadUnder(sslmode, 20_000);
  const found = await sql`select over_tls, count(*)::int from reached group by 1`;
  expect([...found]).toEqual([{ over_tls: isOverTls, count: 20_000 }]);
});

test.each(['verify-ca', 'verify-full'])(
  'sslmode=%s refuses a certificate that nobody trusts, and leaves no session',
  async (sslmode) => {
    const error = await failureOf(loadUnder(sslmode, 1));
    expect(error).toMatchObject({ code: 'TLS_FAILED', category: 'connection', isRetryable: false });
    expect(error.message).toContain('Check sslmode and the certificate of the server.');
    const hasNoSession = async (): Promise<boolean> => {
      const others = await sql`select from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()`;
      return others.length === 0;
    };
    expect(await eventually(hasNoSession)).toBe(true);
  },
);

test('a connection over TLS that the server ends is told at once', async () => {
  const connectionUrl = Object.assign(new URL(server.url), { search: '?sslmode=require' }).href;
  const loader = new WarehouseLoader({ connectionUrl, deadlineMs: 60_000 });
  async function* source(): AsyncGenerator<{ id: number }[]> {
    yield [{ id: 1 }];
    await sql`select pg_terminate_backend(pid) from pg_stat_ssl where ssl`;
    await new Promise(() => undefined);
  }
  const error = await failureOf(loader.load(source(), { into: 'public.reached' }));
  expect(error).toMatchObject({ category: 'connection', isRetryable: true });
  await loader.close();
});
