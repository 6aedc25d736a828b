import { describe, expect, it } from 'vitest';
import { findUrlFault, isPostgresUrl } from './database-url.js';

describe('findUrlFault', () => {
  it.each([
    'postgres://localhost/warehouse',
    'postgresql://etl@db.example:5432/warehouse',
    'POSTGRES://etl:pw@db/warehouse',
    'postgres://etl:pw@db/warehouse?sslmode=require&application_name=wdh',
    'postgres://etl:p%40%3A%2F%23%25%3F%26@db:5432/warehouse',
    'postgres://etl:pa,ss@db/warehouse',
    'postgres://etl:pässwörd@db/warehouse',
    "postgres://etl:it's&$!*()_+=-;~@db/warehouse",
    'postgres://etl:pw@[::1]:5432/warehouse',
    'sqlite:///tmp/x.db',
    'mysql://db',
  ])('accepts %s', (url) => {
    expect(findUrlFault(url)).toBeUndefined();
  });

  it.each(['@', ':', '/', '#', '%', '?', ' ', '%zz', '%ff', 'a/b@c', '1/x', '1#x', '1?x'])(
    'asks for percent-encoding when the password is a raw %s',
    (password) => {
      const fault = findUrlFault(`postgres://etl:${password}@db:5432/warehouse`);
      expect(fault).toContain('@ as %40');
    },
  );

  it.each([
    ['no scheme', 'db.example:5432/warehouse', 'Write it as postgres://'],
    ['a key and value DSN', 'host=db password=x', 'Write it as postgres://'],
    ['a port that is not a number', 'postgres://etl:pw@db:port/warehouse', 'Check host and port'],
    ['a port beyond 65535', 'postgres://etl:pw@db:70000/warehouse', 'Check host and port'],
    ['no host', 'postgres:///warehouse', 'names no host'],
    ['several hosts', 'postgres://etl:pw@one:5432,two:5433/warehouse', 'names several hosts'],
    ['no database', 'postgres://etl:pw@db', 'names no database'],
    ['an empty database', 'postgres://etl:pw@db/', 'names no database'],
    ['an end cut off by an unquoted # in a .env file', 'postgres://etl:1', 'names no database'],
  ])('reports the fault of a URL with %s', (_name, url, fault) => {
    expect(findUrlFault(url)).toContain(fault);
  });
});

it('refuses a parameter that is unknown or belongs before the question mark', () => {
  expect(findUrlFault('postgres://db/warehouse?passwd=x')).toContain('unknown parameter "passwd"');
  expect(findUrlFault('postgres://db/warehouse?password=x')).toContain('contains "password"');
  expect(findUrlFault('postgres://db/warehouse?password=%ff')).toContain('@ as %40');
});

describe('isPostgresUrl', () => {
  it('accepts both schemes and no other', () => {
    expect(isPostgresUrl('postgres://h/d')).toBe(true);
    expect(isPostgresUrl('PostgreSQL://h/d')).toBe(true);
    expect(isPostgresUrl('sqlite://postgresql')).toBe(false);
    expect(isPostgresUrl('postgresqlx://h/d')).toBe(false);
  });
});
