import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../configuration-error.js';
import { loadSettings } from '../load-settings.js';
import { redactedSettings, secretValues } from '../redacted-settings.js';

const files: Readonly<Record<string, string>> = {
  '/home/me/.pgpass': 'db:*:*:*:canary pw ',
  '/home/me/.pg_service.conf': '[sales]\nhost=db\ndbname=sales\nuser=etl\n',
};

const client = {
  homeFolder: '/home/me',
  userName: 'me',
  files: {
    exists: (path: string) => path in files,
    read: (path: string) => {
      const text = files[path];
      return text === undefined ? null : { text, isPlain: true, isPrivate: true };
    },
  },
};

describe('DATABASE_URL', () => {
  it('is completed by a service and the password file, which are secrets as in a URL', () => {
    const settings = loadSettings(
      { DATABASE_URL: 'service=sales', ENVIRONMENT: 'prod' },
      { client },
    );
    expect(settings.databaseUrl).toBe('postgres://etl:canary%20pw%20@db:5432/sales?sslmode=prefer');
    expect(redactedSettings(settings).databaseUrl).not.toContain('canary');
    expect(secretValues(settings)).toContain('canary pw ');
  });

  it('is completed by the variables, whose blanks belong to them', () => {
    const variables = {
      DATABASE_URL: 'postgresql://',
      PGHOST: 'h',
      PGDATABASE: 'd',
      PGPASSWORD: ' p ',
    };
    expect(loadSettings(variables, { client }).databaseUrl).toBe(
      'postgres://me:%20p%20@h:5432/d?sslmode=prefer',
    );
  });

  it('stays as it is where it is complete, or of another database', () => {
    for (const url of ['postgres://etl:pw@db/sales', 'sqlite:///x.db']) {
      expect(loadSettings({ DATABASE_URL: url }, { client }).databaseUrl).toBe(url);
    }
  });

  it('must be complete without a place to look', () => {
    expect(() => loadSettings({ DATABASE_URL: 'service=sales' })).toThrow(ConfigurationError);
    expect(() => loadSettings({ DATABASE_URL: 'postgresql://' })).toThrow(ConfigurationError);
  });

  it('reports what is wrong with a service, once and without a value', () => {
    const load = () =>
      loadSettings({ DATABASE_URL: 'service=other', LOG_LEVEL: 'loud' }, { client });
    expect(load).toThrow(/2 problems[^]*DATABASE_URL: .*The service "other" is in neither/);
  });
});
