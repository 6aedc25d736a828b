import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestServer, type TestServer } from '@wdh/local-postgres/testing';
import { WdhError } from '@wdh/pipeline-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { DedicatedConnection, parseConnectionUrl } from '../../src/index.js';
import { type Authority, createAuthority, writeSecret } from '../tls/authority.js';
import { admitGuest, writeServerFile } from '../tls/server-files.js';

let server: TestServer;
let sql: postgres.Sql;
let folder: string;
let authority: Authority;
let stranger: Authority;
const file: Record<string, string> = {};

const dayMs = 86_400_000;
const password = 'S3cret-canary';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wdh-certificates-'));
  authority = await createAuthority('the authority');
  stranger = await createAuthority('a stranger');
  const guest = await authority.sign('guest');
  const locked = await authority.sign('guest', { passphrase: password });
  const other = await authority.sign('somebody');
  const forged = await stranger.sign('guest');
  const texts = {
    'root.crt': authority.cert,
    'stranger.crt': stranger.cert,
    'guest.crt': guest.cert,
    'guest.key': guest.key,
    'locked.crt': locked.cert,
    'locked.key': locked.key,
    'other.crt': other.cert,
    'other.key': other.key,
    'forged.crt': forged.cert,
    'forged.key': forged.key,
    'garbage.pem': 'no certificate',
  };
  for (const [name, text] of Object.entries(texts)) {
    file[name] = await writeSecret(folder, name, text);
  }
  file['open.key'] = await writeSecret(folder, 'open.key', guest.key, 0o644);

  server = await startTestServer({ version: inject('serverVersion') });
  sql = postgres(server.url, { max: 1 });
  const ofServer = await authority.sign('db.example');
  file['revoked.crl'] = await writeSecret(
    folder,
    'revoked.crl',
    await authority.revoke([ofServer.cert]),
  );
  file['none.crl'] = await writeSecret(folder, 'none.crl', await authority.revoke([]));
  file['other.crl'] = await writeSecret(folder, 'other.crl', await stranger.revoke([]));
  await present(ofServer);
  await writeServerFile(sql, 'root.crt', authority.cert);
  await sql`alter system set ssl = on`;
  await sql`alter system set ssl_ca_file = 'root.crt'`;
  await sql`create role guest login`;
  await admitGuest(sql, 'hostssl all guest all cert');
  await vi.waitFor(() => userOf(guestUrl()), { timeout: 60_000 });
});

afterAll(async () => {
  await sql.end();
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Gives the server another certificate. */
async function present({ cert, key }: { readonly cert: string; readonly key: string }) {
  await writeServerFile(sql, 'server.key', key);
  await writeServerFile(sql, 'server.crt', cert);
  await sql`select pg_reload_conf()`;
}

const path = (name: string): string => file[name] ?? join(folder, name);

/** A URL of the server by the name in its certificate, as the role that logs in by certificate. */
function guestUrl(parameters: Readonly<Record<string, string | undefined>> = {}): string {
  const url = new URL(server.url);
  const given = {
    sslmode: 'verify-full',
    hostaddr: url.hostname,
    sslrootcert: path('root.crt'),
    sslcert: path('guest.crt'),
    sslkey: path('guest.key'),
    ...parameters,
  };
  const search = Object.entries<string | undefined>(given)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
    )
    .join('&');
  return `postgres://guest@db.example:${url.port}${url.pathname}?${search}`;
}

async function userOf(url: string): Promise<string | undefined> {
  const options = { applicationName: 'wdh test', deadlineMs: 30_000 };
  const connection = await DedicatedConnection.open(parseConnectionUrl(url), options);
  try {
    const [row] = await connection.query<{ name: string }>(`select current_user as name
      from pg_stat_ssl where pid = pg_backend_pid() and ssl`);
    return row?.name;
  } finally {
    await connection.close();
  }
}

async function errorOf(url: string): Promise<WdhError> {
  const outcome = await userOf(url).catch((error: unknown) => error);
  if (outcome instanceof WdhError) return outcome;
  throw new Error('It was not refused.', { cause: outcome });
}

describe('the certificate of the server', () => {
  test.each([
    ['verify-full', {}],
    ['verify-ca', { sslmode: 'verify-ca' }],
    ['require with sslrootcert', { sslmode: 'require' }],
    ['TLS 1.3 alone', { ssl_min_protocol_version: 'TLSv1.3' }],
    [
      'TLS 1.2 at most, without the name of the host',
      { ssl_max_protocol_version: 'TLSv1.2', sslsni: '0' },
    ],
  ])('that sslrootcert has signed is accepted with %s', async (_, parameters) => {
    expect(await userOf(guestUrl(parameters))).toBe('guest');
  });

  const elsewhere = (parameters: Readonly<Record<string, string | undefined>>): string =>
    guestUrl({ hostaddr: undefined, ...parameters }).replace('db.example', '127.0.0.1');

  test('for another host is refused by verify-full, and accepted by verify-ca', async () => {
    const error = await errorOf(elsewhere({}));
    expect(error).toMatchObject({ code: 'TLS_FAILED', category: 'connection' });
    expect(error.message).toContain('for another host: connect by a name that is in it');
    expect(await userOf(elsewhere({ sslmode: 'verify-ca' }))).toBe('guest');
  });

  test.each(['verify-full', 'verify-ca', 'require'])(
    'of another authority is refused with sslmode=%s and sslrootcert',
    async (sslmode) => {
      const error = await errorOf(guestUrl({ sslmode, sslrootcert: path('stranger.crt') }));
      expect(error).toMatchObject({ code: 'TLS_FAILED', category: 'connection' });
      expect(error.message).toContain('name the file of that authority with sslrootcert');
    },
  );

  test('is compared with the list of revoked certificates', async () => {
    expect(await userOf(guestUrl({ sslcrl: path('none.crl') }))).toBe('guest');
    const revoked = await errorOf(guestUrl({ sslcrl: path('revoked.crl') }));
    expect(revoked).toMatchObject({ code: 'TLS_FAILED', category: 'connection' });
    expect(revoked.message).toContain('revoked by the list in sslcrl');
    const foreign = await errorOf(guestUrl({ sslcrl: path('other.crl') }));
    expect(foreign.message).toContain('has no list of the authority that signed it');
  });

  test.each(['garbage.pem', 'guest.key'])('needs a list in sslcrl, and not %s', async (name) => {
    const withoutKey = { sslcert: undefined, sslkey: undefined };
    const error = await errorOf(guestUrl({ ...withoutKey, sslcrl: path(name) }));
    expect(error).toMatchObject({ code: 'TLS_FILE_UNUSABLE', category: 'usage' });
    expect(error.message).toContain(`The file of sslcrl, ${path(name)}, contains no list`);
  });

  test('of an authority that the system does not know is refused with sslrootcert=system', async () => {
    const error = await errorOf(guestUrl({ sslrootcert: 'system', sslmode: undefined }));
    expect(error.message).toContain('name the file of that authority with sslrootcert');
  });

  const isDirectKnown = inject('serverVersion') >= 17;

  test.runIf(isDirectKnown)('is verified without a question before TLS', async () => {
    expect(await userOf(guestUrl({ sslnegotiation: 'direct' }))).toBe('guest');
  });

  test.skipIf(isDirectKnown)('needs a question before TLS before version 17', async () => {
    const error = await errorOf(guestUrl({ sslnegotiation: 'direct' }));
    expect(error).toMatchObject({ code: 'TLS_NOT_OFFERED', category: 'connection' });
    expect(error.message).toContain('Remove sslnegotiation=direct');
  });
});

describe('the certificate of the client', () => {
  test('may have a key with a password', async () => {
    const locked = { sslcert: path('locked.crt'), sslkey: path('locked.key') };
    expect(await userOf(guestUrl({ ...locked, sslpassword: password }))).toBe('guest');
    const wrong = await errorOf(guestUrl({ ...locked, sslpassword: 'S3cret-wrong' }));
    expect(wrong).toMatchObject({ code: 'TLS_FILE_UNUSABLE', category: 'usage' });
    expect(wrong.message).toContain('locked.key, cannot be opened with sslpassword');
    expect(wrong.message).not.toContain('S3cret');
    const none = await errorOf(guestUrl(locked));
    expect(none.message).toContain('if it has a password, add sslpassword');
  });

  test.each([
    ['a key that others can read', { sslkey: 'open.key' }, 'can be read by other users'],
    ['a key that is not there', { sslkey: 'missing.key' }, 'cannot be read (ENOENT)'],
    ['a key of another certificate', { sslkey: 'other.key' }, 'not the key of the certificate'],
    ['a key that is none', { sslkey: 'garbage.pem' }, 'cannot be opened'],
    ['a certificate that is none', { sslcert: 'garbage.pem' }, 'contains no certificate'],
    ['an authority that is none', { sslrootcert: 'garbage.pem' }, 'contains no certificate'],
    ['an authority that is not there', { sslrootcert: 'x.crt' }, 'cannot be read (ENOENT)'],
  ])('%s is refused before the server is asked', async (_, names, words) => {
    const paths = Object.entries(names).map(([name, value]) => [name, path(value)] as const);
    const error = await errorOf(guestUrl(Object.fromEntries<string>(paths)));
    expect(error).toMatchObject({ code: 'TLS_FILE_UNUSABLE', category: 'usage' });
    const [[parameter, at] = []] = paths;
    expect(error.message).toContain(`The file of ${parameter}, ${at}, `);
    expect(error.message).toContain(words);
  });

  test('that is missing is named where the server requires one', async () => {
    const error = await errorOf(guestUrl({ sslcert: undefined, sslkey: undefined }));
    expect(error).toMatchObject({ code: 'LOGIN_REFUSED', category: 'connection' });
    expect(error.message).toContain('sslcert and sslkey');
  });

  test('is not sent with sslcertmode=disable', async () => {
    expect(await errorOf(guestUrl({ sslcertmode: 'disable' }))).toMatchObject({
      code: 'LOGIN_REFUSED',
    });
  });

  test('for another role is refused', async () => {
    const other = { sslcert: path('other.crt'), sslkey: path('other.key') };
    expect(await errorOf(guestUrl(other))).toMatchObject({
      code: 'LOGIN_REFUSED',
      category: 'connection',
    });
  });

  test.each(['TLSv1.2', 'TLSv1.3'])(
    'of an authority that the server does not know is refused over %s',
    async (version) => {
      const forged = { sslcert: path('forged.crt'), sslkey: path('forged.key') };
      const error = await errorOf(guestUrl({ ...forged, ssl_max_protocol_version: version }));
      expect(error).toMatchObject({ code: 'TLS_FAILED', category: 'connection' });
      expect(error.message).toContain('does not accept the certificate of the client');
    },
  );
});

test('an expired certificate of the server is named, and refused', async () => {
  const expired = {
    notBeforeDate: new Date(Date.now() - 2 * dayMs),
    notAfterDate: new Date(Date.now() - dayMs),
  };
  await present(await authority.sign('db.example', expired));
  await expect
    .poll<unknown>(() => userOf(guestUrl()).catch((error: unknown) => error))
    .toMatchObject({
      code: 'TLS_FAILED',
      message: expect.stringContaining('has expired') as string,
    });
});
