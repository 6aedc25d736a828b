import { expect, test } from 'vitest';
import { requireTestDatabaseName, testDatabaseName } from './test-database-name.js';

test('every name is unique and that of a test database', () => {
  const names = Array.from({ length: 100 }, () => testDatabaseName());
  expect(new Set(names).size).toBe(100);
  for (const name of names) {
    expect(name).toMatch(/^wdh_[0-9a-f]{12}_test$/);
    expect(() => requireTestDatabaseName(name)).not.toThrow();
  }
});

test.each(['wdh', 'postgres', 'wdh_test_copy', 'wdh_template'])(
  '%s is not dropped as a test database',
  (name) => {
    expect(() => requireTestDatabaseName(name)).toThrow('LOCAL_POSTGRES_NAME_REFUSED');
  },
);
