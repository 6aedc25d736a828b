import { describe, expect, it } from 'vitest';
import { parseConnectionUrl } from '../connection-url.js';
import type { ClientFile } from './client-files.js';
import { resolveConnectionUrl } from './resolve-connection-url.js';

interface Scene {
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | Partial<ClientFile>>>;
}

const denied = Object.assign(new Error('denied'), { code: 'EACCES' });

function resolve(text: string, { env = {}, files = {} }: Scene = {}): string {
  return resolveConnectionUrl(text, {
    environment: env,
    homeFolder: '/home/me',
    userName: 'me',
    files: {
      exists: (path) => path in files,
      read: (path) => {
        const file = files[path];
        if (file === undefined) return null;
        if (file === 'denied') throw denied;
        const own = typeof file === 'string' ? { text: file } : file;
        return { text: '', isPlain: true, isPrivate: true, ...own };
      },
    },
  });
}

const read = (text: string, scene?: Scene) => {
  const { host, port, user, password, database, ssl } = parseConnectionUrl(resolve(text, scene));
  return { host, port, user, password, database, ssl };
};

const pgpass = 'db:5432:sales:etl:from-file';

describe('a connection URL', () => {
  const foreign = { PGHOST: 'other', PGPORT: '1', PGDATABASE: 'other', PGSSLMODE: 'require' };

  it('stays as it is, whatever the environment names', () => {
    const url = 'postgres://etl:pw@db/sales?sslmode=disable';
    const env = { ...foreign, PGUSER: 'other', PGPASSWORD: 'other', PGSERVICE: 'other' };
    expect(resolve(url, { env })).toBe(url);
    expect(resolve('postgres://etl@db/sales', { env: foreign })).toBe('postgres://etl@db/sales');
  });

  it('stays as it is where it is invalid, so that its own fault is reported', () => {
    expect(resolve('postgres://db')).toBe('postgres://db');
    expect(() => resolve('postgres://etl:a@b@db/sales')).toThrow('cannot be parsed');
  });

  it.each([
    [{ PGUSER: 'etl', PGPASSWORD: 'p@w' }, 'postgres://db/sales', 'etl', 'p@w'],
    [{ PGUSER: 'other', PGPASSWORD: 'pw' }, 'postgres://etl@db/sales', 'etl', 'pw'],
    [{ PGUSER: 'etl' }, 'postgres://db/sales?sslmode=require', 'etl', undefined],
    [{ PGPASSWORD: 'pw' }, 'postgres:///sales?host=/run/postgresql', 'me', 'pw'],
  ])('reads a missing login from %o', (env, url, user, password) => {
    const before = parseConnectionUrl(url);
    expect(parseConnectionUrl(resolve(url, { env }))).toEqual({ ...before, user, password });
  });

  it('reads a missing password from the password file', () => {
    const files = { '/home/me/.pgpass': pgpass };
    expect(read('postgres://etl@db/sales', { files })).toMatchObject({ password: 'from-file' });
    expect(resolve('postgres://etl@db/other', { files })).toBe('postgres://etl@db/other');
    const env = { PGPASSWORD: 'from-env' };
    expect(read('postgres://etl@db/sales', { files, env })).toMatchObject({ password: 'from-env' });
  });
});

describe('the rules of libpq', () => {
  const env = {
    PGHOST: 'env-host',
    PGPORT: '6543',
    PGDATABASE: 'env-db',
    PGUSER: 'env-user',
    PGPASSWORD: 'env-pw',
    PGSSLMODE: 'require',
    PGTZ: 'Europe/Berlin',
  };
  const files = {
    '/home/me/.pg_service.conf':
      '# ours\n[other]\nhost=other\n[sales]\nhost=service-host\nuser=service-user\n\n[last]\nhost=x\n',
  };

  it('read everything from the environment for postgresql:// alone', () => {
    expect(parseConnectionUrl(resolve('postgresql://', { env }))).toMatchObject({
      ...{ host: 'env-host', port: 6543, database: 'env-db', user: 'env-user' },
      ...{ password: 'env-pw', ssl: 'require', settings: { timezone: 'Europe/Berlin' } },
    });
  });

  it('prefer the string to the service, the service to the environment, that to the defaults', () => {
    expect(read('service=sales dbname=mine', { env, files })).toEqual({
      ...{ host: 'service-host', port: 6543, database: 'mine', user: 'service-user' },
      ...{ password: 'env-pw', ssl: 'require' },
    });
    const named = { ...env, PGSERVICE: 'sales' };
    expect(read('postgresql://', { env: named, files }).host).toBe('service-host');
  });

  it.each([
    ['postgresql:///mine?service=sales', { database: 'mine', host: 'service-host' }],
    ['postgres://etl:p%40w@db:1/mine?service=sales', { host: 'db', port: 1, password: 'p@w' }],
    ['postgres://etl@[::1]/mine?service=sales', { host: '::1', user: 'etl' }],
  ])('complete %s', (url, address) => {
    expect(read(url, { files })).toMatchObject(address);
  });

  it('default to the socket, the user of the system, and TLS where it is offered', () => {
    const defaults = { port: 5432, user: 'me', database: 'me', password: undefined };
    const at = (host: string) => ({ ...defaults, host, ssl: 'prefer' });
    expect(read('postgresql://')).toEqual(at('/tmp'));
    const used = { '/tmp/.s.PGSQL.5432': '', '/var/run/postgresql': '' };
    expect(read('postgresql://', { files: used })).toEqual(at('/tmp'));
    expect(read('postgresql://', { files: { '/var/run/postgresql': '' } })).toEqual(
      at('/var/run/postgresql'),
    );
  });

  it.each([
    ["host='a b' dbname = 'it\\'s' user=o\\'x", { host: 'a b', database: "it's", user: "o'x" }],
    ["host=h password='p w' dbname=d", { password: 'p w' }],
    ['host=h host=i  port=1', { host: 'i', port: 1 }],
    ['host=::1 dbname=d', { host: '::1' }],
    ['host=/run/postgresql', { host: '/run/postgresql' }],
    ["host='' dbname=''", { host: '/tmp', database: 'me' }],
    ['hostaddr=10.0.0.1', { host: '10.0.0.1' }],
  ])('read the connection string %s', (text, address) => {
    expect(read(text)).toMatchObject(address);
  });

  it('use the files in ~/.postgresql', () => {
    const folder = '/home/me/.postgresql';
    const present = Object.fromEntries(
      ['root.crt', 'postgresql.crt', 'postgresql.key'].map((name) => [`${folder}/${name}`, '']),
    );
    const tls = (text: string) => parseConnectionUrl(resolve(text, { files: present })).tls;
    const client = { cert: `${folder}/postgresql.crt`, key: `${folder}/postgresql.key` };
    expect(tls('host=h')).toEqual(client);
    expect(tls('host=h sslmode=verify-full')).toEqual({
      ...client,
      rootCert: `${folder}/root.crt`,
    });
    expect(tls('host=h sslcertmode=disable sslmode=require sslrootcert=/x')).toEqual({
      rootCert: '/x',
    });
    expect(tls('host=h sslmode=disable')).toBeUndefined();
    expect(tls('host=/tmp')).toBeUndefined();
  });

  it.each<readonly [string, string, Scene, string]>([
    ['an unknown service', 'service=nowhere', { files }, 'The service "nowhere" is in neither'],
    [
      'a service file of an LDAP server',
      'service=a',
      service('ldap://S3cret'),
      'Line 2 of the service',
    ],
    ['a service file without a value', 'service=a', service('S3cret'), 'has no "="'],
    ['a service in a service', 'service=a', service('service=S3cret'), 'names another service'],
    [
      'a service file that cannot be read',
      'service=a',
      { files: { '/home/me/.pg_service.conf': 'denied' } },
      '(EACCES)',
    ],
    ['a parameter in a service file', 'service=a', service('hots=S3cret'), 'parameter "hots"'],
    ['a keyword without a value', 'host=h S3cret', {}, 'has a keyword without a value'],
    ['a quote that does not end', "host=h password='S3cret", {}, 'has a keyword without a value'],
    ['an unknown keyword', 'host=h passwd=S3cret', {}, 'the unknown parameter "passwd"'],
    ['several hosts', 'host=S3cret,b', {}, 'names several hosts'],
    ['a port that is none', 'port=S3cret', {}, 'cannot be parsed'],
    [
      'a variable that is not supported',
      'host=h',
      { env: { PGSSLCRLDIR: '/S3cret' } },
      'A part of it is from PGSSLCRLDIR.',
    ],
    [
      'a password file that does not exist',
      'host=h',
      { env: { PGPASSFILE: '/nowhere' } },
      '/nowhere does not exist',
    ],
    [
      'a password file that is a folder',
      'host=h passfile=/x',
      { files: { '/x': { isPlain: false } } },
      'is not a plain file',
    ],
    [
      'a password file that cannot be read',
      'host=h passfile=/x',
      { files: { '/x': 'denied' } },
      'cannot be read (EACCES)',
    ],
    [
      'a password file that others can read',
      'host=h passfile=/x',
      { files: { '/x': { text: '*:*:*:*:S3cret', isPrivate: false } } },
      'chmod 0600',
    ],
  ])('refuse %s, without a value', (_, text, scene, words) => {
    const error = errorOf(() => resolve(text, scene));
    expect(error).toMatchObject({ category: 'usage' });
    const { message } = error;
    expect(message).toContain(words);
    expect(message).not.toContain('S3cret');
  });

  it('ignore a password file that is turned off, or of other logins', () => {
    const open = { '/home/me/.pgpass': { text: '*:*:*:other:S3cret', isPrivate: false } };
    expect(read('host=h', { files: open }).password).toBeUndefined();
    expect(read('host=h', { env: { PGPASSFILE: '/dev/null' } }).password).toBeUndefined();
  });
});

function errorOf(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error('It was not refused.');
}

function service(line: string): Scene {
  return { files: { '/home/me/.pg_service.conf': `[a]\n${line}\n` } };
}

describe('the password file', () => {
  it.each([
    ['db:5432:sales:etl:pw', 'pw'],
    ['*:*:*:*:pw', 'pw'],
    ['# comment\n\nother:*:*:*:no\ndb:*:sales:etl:first\ndb:*:*:*:second', 'first'],
    ['db:5432:sales:etl:a\\:b\\\\c', 'a:b\\c'],
    ['db:5432:sales:etl:pw:more', 'pw'],
    ['db:5432:sales:etl:pw\r\n', 'pw'],
    ['db:5432:sales:etl:pw\\', 'pw\\'],
    ['db:5432:sales:etl', undefined],
    ['db:5432:sales:etl:', undefined],
    ['db:5432:sales:et:pw', undefined],
    ['d\\b:5432:sales:etl:pw', 'pw'],
  ])('%j gives %s', (text, password) => {
    const files = { '/home/me/.pgpass': text };
    expect(read('postgres://etl@db:5432/sales', { files }).password).toBe(password);
  });

  it('names the default socket localhost, and others by their folder', () => {
    const files = { '/home/me/.pgpass': 'localhost:*:*:*:here\n/srv/pg:*:*:*:there' };
    expect(read('host=/tmp', { files }).password).toBe('here');
    expect(read('host=/srv/pg', { files }).password).toBe('there');
  });
});
