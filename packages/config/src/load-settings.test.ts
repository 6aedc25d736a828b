import { describe, expect, it } from 'vitest';
import { ConfigurationError } from './configuration-error.js';
import type { Environment } from './environment.js';
import { loadSettings, type LoadSettingsOptions } from './load-settings.js';

const DATABASE_URL = 'postgres://etl:pw@db:5432/warehouse';

function errorOf(environment: Environment, options?: LoadSettingsOptions): ConfigurationError {
  try {
    loadSettings(environment, options);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('expected the settings to be refused');
}

function keysRefused(environment: Environment, options?: LoadSettingsOptions): readonly string[] {
  return errorOf(environment, options).problems.map(({ key }) => key);
}

describe('loadSettings', () => {
  it('fills in every default when only the required variable is given', () => {
    expect(loadSettings({ DATABASE_URL })).toEqual({
      databaseUrl: DATABASE_URL,
      environment: 'dev',
      logLevel: 'info',
      logFormat: 'auto',
      logToFile: false,
      logFileDir: 'logs',
      logFileMaxMb: 100,
      maxWorkers: 4,
      dbPoolSize: 10,
      dbBatchSize: 1000,
      wdhHome: '.wdh',
    });
  });

  it('reads every setting from its variable', () => {
    const settings = loadSettings({
      DATABASE_URL,
      ENVIRONMENT: 'prod',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'pretty',
      LOG_TO_FILE: 'true',
      LOG_FILE_DIR: '/var/log/wdh',
      LOG_FILE_MAX_MB: '10000',
      MAX_WORKERS: '256',
      DB_POOL_SIZE: '1',
      DB_BATCH_SIZE: '100000',
      WDH_HOME: '/var/lib/wdh',
    });
    expect(settings).toEqual({
      databaseUrl: DATABASE_URL,
      environment: 'prod',
      logLevel: 'debug',
      logFormat: 'pretty',
      logToFile: true,
      logFileDir: '/var/log/wdh',
      logFileMaxMb: 10_000,
      maxWorkers: 256,
      dbPoolSize: 1,
      dbBatchSize: 100_000,
      wdhHome: '/var/lib/wdh',
    });
  });

  it.each([
    ['dev', 'auto'],
    ['staging', 'json'],
    ['prod', 'json'],
  ])('formats the log of %s as %s by default', (ENVIRONMENT, logFormat) => {
    expect(loadSettings({ DATABASE_URL, ENVIRONMENT }).logFormat).toBe(logFormat);
    expect(loadSettings({ DATABASE_URL, ENVIRONMENT, LOG_FORMAT: 'pretty' }).logFormat).toBe(
      'pretty',
    );
  });

  it('freezes the settings', () => {
    expect(Object.isFrozen(loadSettings({ DATABASE_URL }))).toBe(true);
  });

  it('ignores case in closed lists and blanks around values', () => {
    const settings = loadSettings({
      DATABASE_URL: ` ${DATABASE_URL}\n`,
      ENVIRONMENT: 'Prod ',
      LOG_LEVEL: 'WARN',
      LOG_FORMAT: 'JSON',
      LOG_TO_FILE: 'YES',
    });
    expect(settings).toMatchObject({
      databaseUrl: DATABASE_URL,
      environment: 'prod',
      logLevel: 'warn',
      logFormat: 'json',
      logToFile: true,
    });
  });

  it.each(['', '  ', undefined])('treats %o as not set', (nothing) => {
    expect(loadSettings({ DATABASE_URL, MAX_WORKERS: nothing }).maxWorkers).toBe(4);
    expect(keysRefused({ DATABASE_URL: nothing })).toEqual(['DATABASE_URL']);
  });

  it.each([
    '0',
    '-1',
    '1.5',
    '1e3',
    '1e9',
    'NaN',
    'Infinity',
    '0x10',
    '1 000',
    'many',
    '99999999999',
  ])('refuses %s as a number', (value) => {
    const numbers = { MAX_WORKERS: value, DB_POOL_SIZE: value, DB_BATCH_SIZE: value };
    expect(keysRefused({ DATABASE_URL, ...numbers })).toEqual(Object.keys(numbers));
  });

  it('refuses a number just above its maximum', () => {
    const numbers = { MAX_WORKERS: '257', DB_POOL_SIZE: '1001', DB_BATCH_SIZE: '100001' };
    expect(keysRefused({ DATABASE_URL, ...numbers })).toEqual(Object.keys(numbers));
  });

  it.each(['prod', 'staging'])('refuses a database other than PostgreSQL in %s', (ENVIRONMENT) => {
    const [problem, ...others] = errorOf({ DATABASE_URL: 'sqlite:///x.db', ENVIRONMENT }).problems;
    expect(problem).toMatchObject({ key: 'DATABASE_URL', expected: 'a PostgreSQL connection URL' });
    expect(problem?.action).toContain('postgresql://');
    expect(others).toEqual([]);
  });

  it.each(['dev', 'staging', 'prod'])(
    'reports text that is not a URL once in %s',
    (ENVIRONMENT) => {
      expect(errorOf({ DATABASE_URL: 'none', ENVIRONMENT }).problems).toMatchObject([
        { key: 'DATABASE_URL', action: expect.stringContaining('Write it as') as string },
      ]);
    },
  );

  it('accepts any kind of database in dev', () => {
    expect(loadSettings({ DATABASE_URL: 'sqlite:///x.db' }).databaseUrl).toBe('sqlite:///x.db');
  });

  it('reports every problem at once, in the order of the settings', () => {
    const environment = {
      MAX_WORKER: '2',
      WDH_HOME: '/home',
      DB_BATCH_SIZE: '0',
      DB_POOL_SIZE: 'NaN',
      LOG_TO_FILE: 'maybe',
      LOG_FORMAT: 'xml',
      LOG_LEVEL: 'loud',
      ENVIRONMENT: 'production',
    };
    expect(keysRefused(environment)).toEqual([
      'DATABASE_URL',
      'ENVIRONMENT',
      'LOG_LEVEL',
      'LOG_FORMAT',
      'LOG_TO_FILE',
      'DB_POOL_SIZE',
      'DB_BATCH_SIZE',
      'MAX_WORKER',
    ]);
  });

  it('says for each problem what was expected and what to do', () => {
    const error = errorOf({ DATABASE_URL, ENVIRONMENT: 'production', DB_POOL_SIZE: '0' });
    expect(error).toMatchObject({
      name: 'ConfigurationError',
      code: 'CONFIGURATION_INVALID',
      category: 'usage',
      isRetryable: false,
    });
    expect(error.message).toBe(
      '[CONFIGURATION_INVALID] 2 problems in the settings:\n' +
        '- ENVIRONMENT: expected one of dev, staging, prod. ' +
        'Choose one of these, or remove it for dev.\n' +
        '- DB_POOL_SIZE: expected a whole number from 1 to 1000. ' +
        'Write it in plain digits, or remove it for 10.',
    );
  });

  it('quotes no value', () => {
    const keys = ['DATABASE_URL', 'ENVIRONMENT', 'LOG_LEVEL', 'LOG_FORMAT', 'LOG_TO_FILE'];
    const numbers = ['MAX_WORKERS', 'DB_POOL_SIZE', 'DB_BATCH_SIZE', 'MAX_WORKERSS'];
    const error = errorOf(Object.fromEntries([...keys, ...numbers].map((key) => [key, 'canary'])));
    const shown = `${error.message}${error.stack ?? ''}${JSON.stringify(error)}`;
    expect(error.problems).toHaveLength(8);
    expect(shown).not.toContain('canary');
  });

  it('ignores other variables', () => {
    const others = { PATH: '/bin', DB_HOST: 'db', LOG_STYLE: 'x', WDH_PROVIDER_A_TOKEN: 'x' };
    expect(loadSettings({ DATABASE_URL, ...others }).databaseUrl).toBe(DATABASE_URL);
  });

  describe('with databaseUrl optional in dev', () => {
    const options = { databaseUrl: 'optional-in-dev' } as const;

    it('accepts a missing URL in dev', () => {
      expect(loadSettings({}, options)).toMatchObject({
        databaseUrl: undefined,
        environment: 'dev',
      });
    });

    it.each(['staging', 'prod'])('still requires it in %s', (ENVIRONMENT) => {
      expect(keysRefused({ ENVIRONMENT }, options)).toEqual(['DATABASE_URL']);
    });

    it('still refuses an invalid one', () => {
      expect(keysRefused({ DATABASE_URL: 'nonsense' }, options)).toEqual(['DATABASE_URL']);
    });

    it('returns a given one', () => {
      expect(loadSettings({ DATABASE_URL }, options).databaseUrl).toBe(DATABASE_URL);
    });
  });
});
