import { startTestServer, type TestServer } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { generate } from 'selfsigned';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { DedicatedConnection, parseConnectionUrl } from '../../src/index.js';
import { failureOf } from '../connection/failure-of.js';
import { admitGuest, writeServerFile } from '../tls/server-files.js';

let server: TestServer;
let sql: postgres.Sql;

// A separate server, because TLS is a setting of the whole server.
beforeAll(async () => {
  server = await startTestServer({ version: inject('serverVersion') });
  sql = postgres(server.url, { max: 1 });
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'nobody' }]);
  await writeServerFile(sql, 'server.key', key);
  await writeServerFile(sql, 'server.crt', cert);
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

/** Runs work over a connection, which is closed afterwards. */
async function connected<Result>(
  url: string,
  work: (connection: DedicatedConnection) => Promise<Result>,
): Promise<Result> {
  const options = { applicationName: 'wdh test', deadlineMs: 30_000 };
  const connection = await DedicatedConnection.open(parseConnectionUrl(url), options);
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

const urlUnder = (sslmode: string): string =>
  Object.assign(new URL(server.url), { search: `?sslmode=${sslmode}` }).href;

const copyInto = (connection: DedicatedConnection) =>
  connection.openCopy('copy public.reached (id) from stdin', {
    table: 'public.reached',
    columns: ['id'],
  });

async function copyUnder(sslmode: string, count: number): Promise<number> {
  await sql`truncate reached`;
  return connected(urlUnder(sslmode), async (connection) => {
    const sink = await copyInto(connection);
    await sink.write(Buffer.from(Array.from({ length: count }, (_, id) => `${id}\n`).join('')));
    return sink.finish();
  });
}

test.each([
  ['disable', false],
  ['allow', true],
  ['prefer', true],
  ['require', true],
])('a COPY with sslmode=%s is over TLS: %s', async (sslmode, isOverTls) => {
  expect(await copyUnder(sslmode, 20_000)).toBe(20_000);
  const found = await sql`select over_tls, count(*)::int from reached group by 1`;
  expect([...found]).toEqual([{ over_tls: isOverTls, count: 20_000 }]);
});

test.each(['verify-ca', 'verify-full'])(
  'sslmode=%s refuses an untrusted certificate, and leaves no session',
  async (sslmode) => {
    const error = await failureOf(copyUnder(sslmode, 1));
    expect(error).toMatchObject({ code: 'TLS_FAILED', category: 'connection', isRetryable: false });
    expect(error.message).toContain('Check sslmode and the certificate of the server.');
    const countSessions = async (): Promise<number> =>
      (
        await sql`select from pg_stat_activity
          where backend_type = 'client backend' and pid <> pg_backend_pid()`
      ).length;
    await expect.poll(countSessions).toBe(0);
  },
);

test('a connection over TLS that the server ends is reported immediately', async () => {
  const error = await connected(urlUnder('require'), async (connection) => {
    await copyInto(connection);
    const waiting = connection.watch(new Promise<never>(() => undefined));
    const failed = failureOf(waiting);
    await sql`select pg_terminate_backend(pid) from pg_stat_ssl where ssl`;
    return failed;
  });
  expect(error).toMatchObject({ category: 'connection', isRetryable: true });
});

function guestUrl(parameters: string): string {
  const login = { username: 'guest', password: 'canary-word' };
  return Object.assign(new URL(server.url), login, { search: `?${parameters}` }).href;
}

const userOf = (url: string): Promise<string | undefined> =>
  connected(url, async (connection) => {
    const [row] = await connection.query<{ name: string }>('select current_user as name');
    return row?.name;
  });

/** Returns the error after the server has reloaded its rules, which takes a moment. */
async function refusalOf(url: string, code: string): Promise<Error> {
  let refusal: unknown;
  await expect
    .poll(async () => {
      refusal = await userOf(url).catch((error: unknown) => error);
      return refusal;
    })
    .toMatchObject({ code, category: 'connection' });
  return refusal as Error;
}

test('a server that requires TLS reports that, and not the password', async () => {
  await sql`create role guest login password 'canary-word'`;
  await admitGuest(sql, 'hostssl all guest all scram-sha-256\nhost all guest all reject');
  await expect.poll(() => userOf(guestUrl('sslmode=require'))).toBe('guest');
  const error = await refusalOf(guestUrl('sslmode=disable'), 'LOGIN_REFUSED');
  expect(error.message).toContain('The server requires TLS: add sslmode=require');
  expect(error.message).not.toContain('Check user and password');
  expect(error.message).not.toContain('canary-word');
});

test('a server that requires TLS of all clients reports that too', async () => {
  await admitGuest(sql, 'hostssl all guest all scram-sha-256\nhostnossl all guest all reject');
  const error = await refusalOf(guestUrl('sslmode=disable'), 'LOGIN_REFUSED');
  expect(error.message).toContain('The server requires TLS: add sslmode=require');
});

test('a wrong password is still reported as a wrong password', async () => {
  await admitGuest(sql, 'host all guest all scram-sha-256');
  await expect.poll(() => userOf(guestUrl('sslmode=disable'))).toBe('guest');
  const wrong = guestUrl('sslmode=disable').replace('canary-word', 'canary-wrong');
  const error = await refusalOf(wrong, 'LOGIN_REFUSED');
  expect(error.message).toContain('Check user and password');
});

test('a password in clear text must be allowed by the URL', async () => {
  await admitGuest(sql, 'host all guest all password');
  for (const sslmode of ['disable', 'require']) {
    await refusalOf(guestUrl(`sslmode=${sslmode}`), 'LOGIN_METHOD_REFUSED');
    const consenting = guestUrl(`sslmode=${sslmode}&require_auth=password`);
    expect(await userOf(consenting)).toBe('guest');
  }
});

test('a password hashed with MD5 is allowed by default, and can be refused', async () => {
  await sql`set password_encryption = 'md5'`;
  await sql`alter role guest password 'canary-word'`;
  await admitGuest(sql, 'host all guest all md5');
  expect(await userOf(guestUrl('sslmode=disable'))).toBe('guest');
  await refusalOf(guestUrl('sslmode=disable&require_auth=scram-sha-256'), 'LOGIN_METHOD_REFUSED');
});
