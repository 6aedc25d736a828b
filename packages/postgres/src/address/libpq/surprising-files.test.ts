import { describe, expect, it } from 'vitest';
import { parseConnectionUrl } from '../connection-url.js';
import { machineFiles } from './client-files.js';
import { findPassword } from './password-file.js';
import { resolveConnectionUrl } from './resolve-connection-url.js';

const resolve = (
  text: string,
  environment: Readonly<Record<string, string>> = {},
  serviceFile = '',
): string =>
  resolveConnectionUrl(text, {
    environment,
    // No folder, so that no file can be in it.
    homeFolder: '/dev/null',
    userName: 'me',
    files: {
      exists: (path) => path === '/services' || machineFiles.exists(path),
      read: (path) =>
        path === '/services'
          ? { text: serviceFile, isPlain: true, isPrivate: true }
          : machineFiles.read(path),
    },
  });

it('finds a password after a line of any length', () => {
  const login = { host: 'db', port: '5432', database: 'sales', user: 'etl' };
  const text = `*:*:*:${'x'.repeat(30_000_000)}:no\n*:*:*:etl:yes\n`;
  expect(findPassword(text, login)).toBe('yes');
});

describe('a home that cannot be entered', () => {
  it('has no password file', () => {
    expect(resolve('postgres://etl@db/sales')).toBe('postgres://etl@db/sales');
    expect(parseConnectionUrl(resolve('host=db')).password).toBeUndefined();
  });

  it('has no services', () => {
    expect(() => resolve('service=sales')).toThrow('is in neither /dev/null/.pg_service.conf');
  });
});

it('an empty value is the default, as in libpq, and not that of a variable', () => {
  const read = (text: string) =>
    parseConnectionUrl(
      resolve(text, { PGHOST: 'other', PGPORT: '1', PGSERVICEFILE: '/services' }, '[s]\nhost=\n'),
    );
  expect(read("hostaddr=127.0.0.1 host='' port=''")).toMatchObject({
    host: '127.0.0.1',
    port: 5432,
  });
  expect(read("host='' port=2").host).toMatch(/^\/(?:tmp|var\/run\/postgresql)$/);
  expect(read('service=s port=2').host).toMatch(/^\/(?:tmp|var\/run\/postgresql)$/);
});

it.each(['postgres://etl@a:1,b:2/sales', 'postgres://etl:S3cret@a,b:2/sales?service=s'])(
  'names the several hosts of %s as such',
  (url) => {
    expect(() => resolve(url)).toThrow('names several hosts');
  },
);

it.each(['host = db', 'S3cret pass=x', ' =x'])('names the line %j of a service', (line) => {
  const fault = (): string =>
    resolve('service=s', { PGSERVICEFILE: '/services' }, `[s]\n${line}\n`);
  expect(fault).toThrow('Line 2 of the service file /services has no parameter before "="');
  expect(fault).not.toThrow('S3cret');
});
