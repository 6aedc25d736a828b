import { type AddressInfo, createServer, Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { failureOf } from '../connection/failure-of.js';
import { useConnections } from '../connection/use-connections.js';

const connections = useConnections();
const { urlWith, open } = connections;
const password = 'p@ss/#?%:w0rd';

beforeAll(async () => {
  await connections.sql.unsafe(
    `create role "login test" login password '${password}' connection limit 3`,
  );
});

afterAll(async () => {
  await connections.sql`drop role "login test"`;
});

const urlOfRole = () =>
  urlWith({ username: 'login%20test', password: encodeURIComponent(password) });
const failureAt = (url: string) => failureOf(open({ url, deadlineMs: 30_000 }));

test('a role whose password contains every special character logs in', async () => {
  const connection = await open({ url: urlOfRole() });
  expect(await connection.query('select current_user::text as name')).toEqual([
    { name: 'login test' },
  ]);
});

test.each([
  ['a wrong password', { password: 'S3cret-canary' }, 'LOGIN_REFUSED', false],
  ['an unknown role', { username: 'nobody', password: 'S3cret-canary' }, 'LOGIN_REFUSED', false],
  ['an unknown database', { pathname: '/nowhere' }, 'DATABASE_NOT_FOUND', false],
  ['a port without a server', { port: '1' }, 'DATABASE_UNREACHABLE', true],
  ['a host that does not exist', { hostname: 'nowhere.invalid' }, 'DATABASE_UNREACHABLE', true],
  ['a server without TLS', { search: '?sslmode=require' }, 'TLS_NOT_OFFERED', false],
  ['no TLS to verify', { search: '?sslmode=verify-full' }, 'TLS_NOT_OFFERED', false],
])(
  '%s is reported with host and port, and without the password',
  async (_, parts, code, isRetryable) => {
    const url = urlWith(parts);
    const error = await failureAt(url);
    expect(error).toMatchObject({ category: 'connection', code, isRetryable });
    const { host, password: secret } = new URL(url);
    expect(error.message).toContain(host);
    const everything = `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)}`;
    expect(everything).not.toContain(secret);
  },
);

test('a server without TLS serves clients that only prefer it', async () => {
  const connection = await open({ url: urlWith({ search: '?sslmode=prefer' }) });
  expect(await connection.query('select 1 as one')).toEqual([{ one: 1 }]);
});

test('the server settings of the URL are applied', async () => {
  const search = '?timezone=Etc/GMT%2B5&statement_timeout=77s&application_name=x';
  const connection = await open({ url: urlWith({ search }) });
  const found = await connection.query(`select current_setting('timezone') as zone,
    current_setting('statement_timeout') as patience, current_setting('application_name') as name`);
  expect(found).toEqual([{ zone: 'Etc/GMT+5', patience: '77s', name: 'wdh test' }]);
});

test.each([
  'timezone=S3cret-canary',
  'options=-c%20S3cret-canary=1',
  'options=-S3cret-canary',
  'options=-c%20wal_level=S3cret-canary',
])('the setting %s, which the server refuses, is reported as an invalid URL', async (setting) => {
  const error = await failureAt(urlWith({ search: `?${setting}` }));
  expect(error).toMatchObject({ code: 'CONNECTION_URL_INVALID', category: 'usage' });
  expect(error.message).not.toContain('S3cret-canary');
});

test.each([
  ['does not answer', '', 'no answer in 1 s'],
  ['answers with more than a letter', 'SX', 'not that of a PostgreSQL server'],
  ['speaks another protocol', 'HTTP/1.1 400 Bad Request', 'not that of a PostgreSQL server'],
])('a server that %s when asked for TLS is reported as unreachable', async (_, answer, words) => {
  const stranger = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => {
      if (answer !== '') socket.write(answer);
    });
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  const search = '?sslmode=require&connect_timeout=1';
  const error = await failureAt(urlWith({ port: String(port), search }));
  expect(error).toMatchObject({ code: 'DATABASE_UNREACHABLE', isRetryable: true });
  expect(error.message).toContain(words);
  // Ends only when the connection has closed its socket.
  await new Promise((resolve) => stranger.close(resolve));
});

test('a server that has no connection to spare is reported as such', async () => {
  const { sql } = connections;
  await sql`alter role "login test" connection limit 0`;
  const error = await failureAt(urlOfRole());
  await sql`alter role "login test" connection limit 3`;
  expect(error).toMatchObject({ code: 'TOO_MANY_CONNECTIONS', isRetryable: true });
});

describe('the environment', () => {
  afterEach(() => vi.unstubAllEnvs());

  test('does not complete a login', async () => {
    vi.stubEnv('PGPASSWORD', password);
    const error = await failureAt(urlOfRole().replace(encodeURIComponent(password), ''));
    expect(error).toMatchObject({ code: 'LOGIN_REFUSED' });
  });

  test.each([
    ['PGTARGETSESSIONATTRS', 'any'],
    ['PGTARGETSESSIONATTRS', 'standby'],
    ['PGTARGETSESSIONATTRS', 'read-only'],
    ['PGTARGETSESSIONATTRS', 'prefer-standby'],
    ['PGHOST', 'nowhere.invalid'],
    ['PGKEEP_ALIVE', '-1'],
    ['PGSSLNEGOTIATION', 'direct'],
  ])('does not change the connection by %s=%s', async (name, value) => {
    vi.stubEnv(name, value);
    const connection = await open({ url: urlOfRole() });
    expect(await connection.query('select 1 as one')).toEqual([{ one: 1 }]);
  });
});

test('the driver does not change the probes of an idle connection', async () => {
  const probes = vi.spyOn(Socket.prototype, 'setKeepAlive');
  await open({ url: urlWith({ search: '?keepalives=0' }) });
  expect(probes).not.toHaveBeenCalled();
  probes.mockRestore();
});
