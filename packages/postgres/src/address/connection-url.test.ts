import { describe, expect, it } from 'vitest';
import { parseConnectionUrl } from './connection-url.js';

describe('parseConnectionUrl', () => {
  it('reads every part', () => {
    const url =
      'postgresql://me:p%40ss%2F%23@db.example:6543/my%20db?sslmode=require&lock_timeout=5s';
    expect(parseConnectionUrl(url)).toEqual({
      server: 'db.example:6543',
      host: 'db.example',
      port: 6543,
      user: 'me',
      password: 'p@ss/#',
      database: 'my db',
      ssl: 'require',
      connectTimeoutMs: undefined,
      settings: { lock_timeout: '5s' },
    });
  });

  it('omits missing parts', () => {
    expect(parseConnectionUrl('postgres://localhost')).toMatchObject({
      server: 'localhost:5432',
      user: undefined,
      password: undefined,
      database: undefined,
      ssl: false,
      settings: {},
    });
  });

  it('reads IPv6 addresses and the folders of Unix sockets', () => {
    expect(parseConnectionUrl('postgres://u@[::1]:1/d').host).toBe('::1');
    expect(parseConnectionUrl('postgres://u@%2Fvar%2Frun/d').host).toBe('/var/run');
  });

  it.each([
    [
      'postgresql:///d?host=/run/postgresql',
      { host: '/run/postgresql', port: 5432, database: 'd' },
    ],
    [
      'postgres://u:p%40w@/d?host=/cloudsql/a:b&port=6543',
      { host: '/cloudsql/a:b', port: 6543, password: 'p@w' },
    ],
    ['postgres://?host=%2Ftmp&user=me&dbname=d%2F1', { host: '/tmp', user: 'me', database: 'd/1' }],
    ['postgres:///d?host=::1&port=5433', { host: '::1', port: 5433, server: '::1:5433' }],
    ['postgres:///d?host=localhost&sslmode=require', { host: 'localhost', ssl: 'require' }],
  ])('reads the host of %s from the parameters', (url, address) => {
    expect(parseConnectionUrl(url)).toMatchObject(address);
  });

  it('reads an address to connect to instead of that of the host', () => {
    const { host, hostAddress } = parseConnectionUrl('postgres://u@h/d?hostaddr=127.0.0.1');
    expect({ host, hostAddress }).toEqual({ host: 'h', hostAddress: '127.0.0.1' });
  });

  it('keeps a plus, and uses the last value of a repeated parameter', () => {
    const url = 'postgres://u@h/d?TimeZone=Etc/GMT+5&sslmode=disable&sslmode=require';
    const { settings, ssl } = parseConnectionUrl(url);
    expect({ settings, ssl }).toEqual({ settings: { timezone: 'Etc/GMT+5' }, ssl: 'require' });
  });

  it('does not pass parameters for clients to the server', () => {
    const url = 'postgres://u@h/d?sslmode=prefer&channel_binding=prefer&connect_timeout=5';
    expect(parseConnectionUrl(url)).toMatchObject({
      settings: {},
      ssl: 'prefer',
      connectTimeoutMs: 5_000,
    });
    expect(parseConnectionUrl('postgres://h/d?connect_timeout=0').connectTimeoutMs).toBeUndefined();
  });

  it.each([
    ['password', ['password']],
    ['scram-sha-256,%20md5', ['scram-sha-256', 'md5']],
    ['', undefined],
  ])('reads require_auth=%s as the allowed login methods', (list, methods) => {
    const { loginMethods, settings } = parseConnectionUrl(`postgres://h/d?require_auth=${list}`);
    expect(loginMethods && [...loginMethods]).toEqual(methods);
    expect(settings).toEqual({});
  });

  it.each([
    ['host=localhost password=S3cret', 'is not a URL'],
    ['', 'is not a URL'],
    ['mysql://me:S3cret@host/db', 'is not a PostgreSQL URL'],
    ['sqlite:///S3cret.db', 'is not a PostgreSQL URL'],
    ['postgres://me:S3cret@one:5432,two:5432/db', 'names several hosts'],
    ['postgres://me:S3cret@one,S3cret/db', 'names several hosts'],
    ['postgres:///S3cret', 'names no host'],
    ['postgres://me:S3cret@:5432/db', 'names no host'],
    ['postgres:///S3cret?host=', 'names no host'],
    ['postgres:///db?host=/S3cret,/tmp', 'names several hosts'],
    ['postgres:///db?host=/tmp&port=S3cret', 'cannot be parsed'],
    ['postgres://me@/db?host=/tmp&user=S3cret', 'contains "user" as a parameter'],
    ['postgres:///db?host=/tmp&password=S3cret', 'contains "password" as a parameter'],
    ['postgres://me:S3cret#x@host/db', 'cannot be parsed'],
    ['postgres://me:123#S3cret@host/db', 'cannot be parsed'],
    ['postgres://me:S3cret/x@host/db', 'cannot be parsed'],
    ['postgres://me:S3,cret/S3cret@host/db', 'cannot be parsed'],
    ['postgres://me:1?S3cret@host/db', 'cannot be parsed'],
    ['postgres://me:S3cret%@host/db', 'cannot be parsed'],
    ['postgres://me@S3cret:port/db', 'cannot be parsed'],
    ['postgres://me@S3cret:70000/db', 'Check host and port'],
    ['postgres://me:S3@cret@host/db', '@ as %40'],
    ['postgres://me:S3:cret@host/db', ': as %3A'],
    ['postgres://me:S3 cret@host/db', 'a space as %20'],
    ['postgres://me:S3cret%zz@host/db', '% as %25'],
    ['postgres://me:S3cret%ff@host/db', 'cannot be parsed'],
    ['postgres://host/db?password=%ff', 'cannot be parsed'],
    ['postgres://me@host/db?search_path=a%00user%00S3cret', 'cannot be parsed'],
    [
      'postgres://me:S3cret@host/db?sslmode=S3cret',
      'Use one of disable, allow, prefer, require, verify-ca, verify-full.',
    ],
    ['postgres://me@host/db?password=S3cret', 'contains "password" as a parameter'],
    ['postgres://me@host/db?password=x&S3cret', 'contains "password" as a parameter'],
    ['postgres://host/db?user=S3cret', 'contains "user" as a parameter'],
    ['postgres://me@host/db?host=S3cret', 'contains "host" as a parameter'],
    ['postgres://me@host/db?port=S3cret', 'contains "port" as a parameter'],
    ['postgres://me@host/db?dbname=S3cret', 'contains "dbname" as a parameter'],
    ['postgres://me@host/db?passwd=S3cret', 'has the unknown parameter "passwd"'],
    ['postgres://me@host/db?client_encoding=S3cret', 'unsupported value of client_encoding'],
    ['postgres://me@host/db?__proto__=S3cret', 'has the unknown parameter "__proto__"'],
    ['postgres://me@host/db?channel_binding=require', 'unsupported value of channel_binding'],
    ['postgres://me@host/db?gssencmode=require', 'unsupported value of gssencmode'],
    ['postgres://me@host/db?gssencmode=S3cret', 'Use gssencmode=disable|prefer'],
    [
      'postgres://me@host/db?target_session_attrs=standby',
      'unsupported value of target_session_attrs',
    ],
    ['postgres://me@host/db?require_auth=S3cret', 'unsupported value of require_auth'],
    ['postgres://me@host/db?require_auth=!password', 'unsupported value of require_auth'],
    ['postgres://me@host/db?S3cret%0A=1', 'has an unknown parameter.'],
    ['postgres://me@host/db?connect_timeout=S3cret', 'connect_timeout that is not a whole number'],
    ['postgres://me@host/db?connect_timeout=-1', 'connect_timeout that is not a whole number'],
  ])('refuses %s with the reason, and quotes only a name', (url, words) => {
    let thrown: unknown;
    try {
      parseConnectionUrl(url);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'CONNECTION_URL_INVALID', category: 'usage' });
    const { message, cause } = thrown as Error;
    expect(message).toContain(words);
    expect(message).not.toContain('S3cret');
    expect(message).not.toMatch(/:\/\/[^@ ]*:[^@ ]*@/);
    expect(cause).toBeUndefined();
  });
});
