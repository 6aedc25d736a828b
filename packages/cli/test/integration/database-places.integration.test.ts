import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pgbouncerProgram, startPgBouncer } from '@wdh/fault-injection';
import { startTestServer, type TestServer } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { type CommandResult, wdh } from '../support/start-wdh.js';

let server: TestServer;
let sql: postgres.Sql;
let folder: string;
let login: { host: string; port: string; user: string; password: string; database: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wdh-places-'));
  // The server may run as another user.
  await chmod(folder, 0o777);
  const settings = { unix_socket_directories: process.platform === 'win32' ? '' : folder };
  server = await startTestServer({ version: inject('serverVersion'), settings });
  sql = postgres(server.url, { max: 1, onnotice: () => undefined });
  const { hostname: host, port, username: user, password, pathname } = new URL(server.url);
  login = { host, port, user, password: decodeURIComponent(password), database: pathname.slice(1) };
  await writeFile(join(folder, 'people.csv'), 'id,name\n1,Ann\n2,Bob\n');
  await writeFile(
    join(folder, '.pg_service.conf'),
    `[warehouse]\nhost=${host}\nport=${port}\ndbname=${login.database}\nuser=${user}\n`,
  );
  const passwords = `${host}:${port}:*:${user}:${login.password}\n${folder}:*:*:${user}:${login.password}\n`;
  await writeFile(join(folder, '.pgpass'), passwords, { mode: 0o600 });
});

afterAll(async () => {
  await sql.end();
  await server.stop();
  await rm(folder, { recursive: true });
});

beforeEach(() => sql`drop table if exists people`);

const run = (variables: Readonly<Record<string, string>>, ...args: string[]) =>
  wdh(args, { cwd: folder, env: { HOME: folder, ...variables } });

const load = (variables: Readonly<Record<string, string>>): Promise<CommandResult> =>
  run(variables, 'load', 'people.csv', '--into', 'people', '--create', '--yes', '--force');

const socketUrl = (): string => `postgresql:///${login.database}?host=${folder}&port=${login.port}`;

describe('a load reaches the database', () => {
  it.each<readonly [string, () => Readonly<Record<string, string>>]>([
    ['of a service', () => ({ DATABASE_URL: 'service=warehouse' })],
    [
      'of PGHOST and others',
      () => ({
        DATABASE_URL: 'postgresql://',
        PGHOST: login.host,
        PGPORT: login.port,
        PGDATABASE: login.database,
        PGUSER: login.user,
      }),
    ],
    [
      'of a URL, with the password of ~/.pgpass',
      () => ({
        DATABASE_URL: `postgres://${login.user}@${login.host}:${login.port}/${login.database}`,
      }),
    ],
  ])('%s', async (_, variables) => {
    expect(await load(variables())).toMatchObject({ exitCode: 0, stderr: '' });
    expect([...(await sql`select id::int, name from people`)]).toHaveLength(2);
  });

  it.skipIf(process.platform === 'win32')('over a Unix socket', async () => {
    const variables = { DATABASE_URL: socketUrl(), PGUSER: login.user };
    expect(await load(variables)).toMatchObject({ exitCode: 0, stderr: '' });
    expect([...(await sql`select from people`)]).toHaveLength(2);
    const asked = await run(
      variables,
      'sql',
      'select inet_server_addr() is null as local',
      '--json',
    );
    expect(asked.stdout).toContain('"local":true');
    const url = await run(variables, 'db', 'url');
    expect(url.stdout).toContain(encodeURIComponent(folder));
  });
});

describe('a command that cannot find its database', () => {
  it.each([
    [
      'a service that is not there',
      'service=nowhere',
      {},
      2,
      'The service "nowhere" is in neither',
    ],
    [
      'a missing password file',
      'service=warehouse',
      { PGPASSFILE: '/nowhere' },
      2,
      '/nowhere does not exist',
    ],
    [
      'a parameter that is not supported',
      'postgresql://',
      { PGSSLCRLDIR: '/x' },
      2,
      'from PGSSLCRLDIR',
    ],
    [
      'a file of TLS that is not there',
      'service=warehouse sslmode=verify-full sslrootcert=/nowhere.crt',
      {},
      2,
      'The file of sslrootcert, /nowhere.crt, cannot be read (ENOENT)',
    ],
    [
      'a socket that no server uses',
      'host=/nowhere user=x password=S3cret',
      {},
      3,
      'the socket /nowhere/.s.PGSQL.5432 (ENOENT)',
    ],
  ])('says so: %s', async (_, DATABASE_URL, variables, exitCode, words) => {
    const result = await load({ DATABASE_URL, ...variables });
    expect(result.exitCode).toBe(exitCode);
    expect(result.stderr).toContain(words);
    expect(result.stdout + result.stderr).not.toContain('S3cret');
    expect(result.stdout + result.stderr).not.toContain(login.password);
  });
});

const hasPooler = pgbouncerProgram !== undefined;

describe.skipIf(!hasPooler)(`PgBouncer${hasPooler ? '' : ' (not installed: skipped)'}`, () => {
  it('serves loads in session mode', async () => {
    await using pooler = await startPgBouncer(server.url, { pool_mode: 'session' });
    const variables = { DATABASE_URL: pooler.url };
    expect(await load(variables)).toMatchObject({ exitCode: 0, stderr: '' });
    expect([...(await sql`select from people`)]).toHaveLength(2);
    const runs = await run(variables, 'runs', '--json');
    expect(runs).toMatchObject({ exitCode: 0, stderr: '' });
  });

  it('is refused in transaction mode before anything is written', async () => {
    await using pooler = await startPgBouncer(server.url, { pool_mode: 'transaction' });
    const objects = () => sql`select count(*)::int as count from pg_class`;
    const before = await objects();
    const result = await load({ DATABASE_URL: pooler.url });
    expect(result.exitCode).toBe(3);
    expect(result.stderr).toContain('a connection pooler, such as PgBouncer');
    expect(result.stderr).toContain('pool_mode=session');
    expect([...(await objects())]).toEqual([...before]);
  });
});
