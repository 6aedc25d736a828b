import { expect, it } from 'vitest';
import { psqlEnvironment } from './psql-environment.js';

it('names the database by variables', () => {
  expect(psqlEnvironment('postgres://me:p%40ss@db.example:5433/my-db')).toEqual({
    PGHOST: 'db.example',
    PGPORT: '5433',
    PGUSER: 'me',
    PGPASSWORD: 'p@ss',
    PGDATABASE: 'my-db',
    PGAPPNAME: 'wdh db psql',
    PGSSLMODE: 'disable',
  });
});

it('passes the parameters of the URL on', () => {
  const url =
    'postgres://me@db/x?sslmode=verify-full&connect_timeout=5&timezone=Etc/GMT+5&search_path=a,%20b&options=-c%20geqo%3Doff';
  expect(psqlEnvironment(url)).toMatchObject({
    PGSSLMODE: 'verify-full',
    PGCONNECT_TIMEOUT: '5',
    PGOPTIONS: '-c geqo=off -c timezone=Etc/GMT+5 -c search_path=a,\\ b',
  });
});

it('leaves out a user and password that the URL does not have', () => {
  const environment = psqlEnvironment('postgres://db/x');
  expect(Object.keys(environment)).not.toContain('PGPASSWORD');
  expect(Object.keys(environment)).not.toContain('PGUSER');
});

it('passes the files of TLS and the folder of a socket on', () => {
  const url =
    'postgres://me@db/x?sslmode=verify-full&sslrootcert=/ca.crt&sslcert=/c.crt&sslkey=/c.key&hostaddr=10.0.0.1';
  expect(psqlEnvironment(url)).toMatchObject({
    PGSSLROOTCERT: '/ca.crt',
    PGSSLCERT: '/c.crt',
    PGSSLKEY: '/c.key',
    PGHOSTADDR: '10.0.0.1',
  });
  expect(psqlEnvironment('postgresql:///x?host=/run/postgresql&port=5433')).toMatchObject({
    PGHOST: '/run/postgresql',
    PGPORT: '5433',
    PGDATABASE: 'x',
  });
});
