import { describe, expect, it } from 'vitest';
import { findNearMisses } from './near-misses.js';

describe('findNearMisses', () => {
  it.each([
    ['DATABSE_URL', 'DATABASE_URL'],
    ['DATABASE_URI', 'DATABASE_URL'],
    ['databaseUrl', 'DATABASE_URL'],
    ['DATABASE-URL', 'DATABASE_URL'],
    ['ENVIROMENT', 'ENVIRONMENT'],
    ['ENVIRONEMNT', 'ENVIRONMENT'],
    ['LOGLEVEL', 'LOG_LEVEL'],
    ['LOG_LEVELS', 'LOG_LEVEL'],
    ['MAX_WORKER', 'MAX_WORKERS'],
    ['DB_POOLSIZE', 'DB_POOL_SIZE'],
    ['WDH_HOMEE', 'WDH_HOME'],
  ])('suggests for %s the setting %s', (name, meant) => {
    const [problem, ...others] = findNearMisses({ [name]: 'x' });
    expect(problem).toEqual({
      key: name,
      expected: 'the exact name of a setting',
      action: `Did you mean ${meant}? Rename it, or remove it.`,
    });
    expect(others).toEqual([]);
  });

  it.each(['PATH', 'JDK_HOME', 'PG_POOL_SIZE', 'LOG_DIR', 'WDH_PROVIDER_X_TOKEN', 'DB_HOST', '_'])(
    'ignores %s',
    (name) => {
      expect(findNearMisses({ [name]: 'x' })).toEqual([]);
    },
  );

  it('ignores a similar name where the setting itself is given', () => {
    expect(findNearMisses({ DATABASE_URI: 'x', DATABASE_URL: 'y' })).toEqual([]);
  });
});
