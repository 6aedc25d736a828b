import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { startTestServer, type TestServer } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { DedicatedConnection, parseConnectionUrl, StatementSession } from '../../src/index.js';
import { failureOf } from '../connection/failure-of.js';
import { admitGuest } from '../tls/server-files.js';

const me = userInfo().username;
const options = { applicationName: 'wdh test', deadlineMs: 30_000 };

describe.skipIf(process.platform === 'win32')('a Unix socket', () => {
  let folder: string;
  let server: TestServer;
  let sql: postgres.Sql;
  let port: string;
  let database: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wdh-socket-'));
    // The server may run as another user.
    await chmod(folder, 0o777);
    const settings = { unix_socket_directories: folder };
    server = await startTestServer({ version: inject('serverVersion'), settings });
    sql = postgres(server.url, { max: 1 });
    const url = new URL(server.url);
    port = url.port;
    database = url.pathname.slice(1);
    await sql.unsafe(`create role "${me}" login`);
    await sql`create role guest login password 'canary-word'`;
    await admitGuest(sql, `local all "${me}" peer\nlocal all guest scram-sha-256`);
  });

  afterAll(async () => {
    await sql.end();
    await server.stop();
    await rm(folder, { recursive: true });
  });

  async function loginAt(url: string): Promise<unknown> {
    const connection = await DedicatedConnection.open(parseConnectionUrl(url), options);
    const rows = await connection.query(
      `select current_user::text as name, inet_server_addr() is null as local,
        (select ssl from pg_stat_ssl where pid = pg_backend_pid()) as ssl`,
    );
    await connection.close();
    return rows[0];
  }

  test.each([
    ['as the host', () => `postgres://${encodeURIComponent(folder)}:${port}/${database}`],
    ['in the query', () => `postgresql:///${database}?host=${folder}&port=${port}`],
    [
      'with an sslmode, which does not apply',
      () => `postgresql:///${database}?host=${folder}&port=${port}&sslmode=verify-full`,
    ],
  ])('%s logs in as the user of the system', async (_, url) => {
    expect(await loginAt(url())).toEqual({ name: me, local: true, ssl: false });
  });

  test('logs in with a password', async () => {
    const url = `postgres://guest:canary-word@/${database}?host=${folder}&port=${port}`;
    expect(await loginAt(url)).toMatchObject({ name: 'guest', local: true });
    const wrong = await failureOf(loginAt(url.replace('canary-word', 'canary-wrong')));
    expect(wrong).toMatchObject({ code: 'LOGIN_REFUSED' });
    expect(wrong.message).not.toContain('canary-wrong');
  });

  test('cancels a statement', async () => {
    const address = parseConnectionUrl(`postgresql:///${database}?host=${folder}&port=${port}`);
    const session = await StatementSession.open(address, { ...options, isReadOnly: false });
    const running = session.run('select pg_sleep(30)', () => Promise.resolve());
    await expect
      .poll(
        () =>
          sql`select from pg_stat_activity where query ~ '^select pg_sleep' and state = 'active'`,
      )
      .toHaveLength(1);
    await session.cancel();
    expect(await running).toMatchObject({ kind: 'refused' });
    await session.close();
  });

  test('whose path the system would cut is refused', async () => {
    const longest = process.platform === 'linux' ? 107 : 103;
    const used = `${folder}/.s.PGSQL.${port}`;
    const urlOfPath = (bytes: number): string =>
      `postgresql:///${database}?host=${folder}${'/'.repeat(bytes - used.length)}&port=${port}`;
    expect(await loginAt(urlOfPath(longest))).toMatchObject({ local: true });
    await expect(loginAt(urlOfPath(longest + 1))).rejects.toMatchObject({
      code: 'CONNECTION_URL_INVALID',
      category: 'usage',
      message: expect.stringContaining(`path is longer than ${longest} bytes`) as string,
    });
  });

  test('that no server uses is named with its path', async () => {
    const error = await failureOf(loginAt(`postgresql:///${database}?host=${folder}&port=1`));
    expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE', category: 'connection' });
    expect(error.message).toContain(`the socket ${folder}/.s.PGSQL.1 (ENOENT)`);
    expect(error.message).toContain('unix_socket_directories');
  });
});
