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
      settings: { lock_timeout: '5s' },
    });
  });

  it('leaves out what is not given', () => {
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

  it('keeps what speaks to other clients from the server', () => {
    const url = 'postgres://u@h/d?sslmode=disable&channel_binding=require&connect_timeout=5';
    expect(parseConnectionUrl(url).settings).toEqual({});
  });

  it.each([
    'postgres://me:S3cret#x@host/db',
    'postgres://me:123#S3cret@host/db',
    'postgres://me:S3cret/x@host/db',
    'postgres://me:1?S3cret@host/db',
    'postgres://me:S3cret%@host/db',
    'mysql://me:S3cret@host/db',
    'host=localhost password=S3cret',
    'postgres://me:S3cret@host/db?sslmode=S3cret',
    '',
  ])('refuses %s without quoting it', (url) => {
    let thrown: unknown;
    try {
      parseConnectionUrl(url);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ code: 'CONNECTION_URL_INVALID', category: 'usage' });
    expect((thrown as Error).message).not.toContain('S3cret');
    expect((thrown as Error).cause).toBeUndefined();
  });
});
