import { expect, test } from 'vitest';
import { databaseUrl } from './database-url.js';

const serverUrl = 'postgres://postgres:p-W_1@127.0.0.1:5000/postgres';

test('the URL of another database differs only in the path', () => {
  expect(databaseUrl(serverUrl, 'wdh_1_test')).toBe(
    'postgres://postgres:p-W_1@127.0.0.1:5000/wdh_1_test',
  );
});

test.each(['', '1a', 'a b', 'a/b', 'a"b', 'é', 'a'.repeat(64), 'a?ssl=1'])(
  '%j is refused as a name',
  (name) => {
    expect(() => databaseUrl(serverUrl, name)).toThrow('LOCAL_POSTGRES_NAME_REFUSED');
  },
);
