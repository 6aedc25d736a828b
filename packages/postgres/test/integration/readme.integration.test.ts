import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { useConnections } from '../connection/use-connections.js';
import { copyFlights } from '../examples/copy-flights.js';

const connections = useConnections();

test('the example of the README is in it word for word, and does what it says', async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
  expect(await read('../../README.md')).toContain(await read('../examples/copy-flights.ts'));

  const { sql, url } = connections;
  await sql`create table flights (id int primary key, day date)`;
  expect(await copyFlights(url, '1\t2026-02-28\n2\t2026-03-01\n')).toBe(2);
  await expect(copyFlights(url, '3\t2026-02-30\n')).rejects.toMatchObject({
    code: 'VALUE_INVALID',
    copyLine: 1,
    column: 'day',
  });
  expect(await sql`select count(*)::int from flights`).toEqual([{ count: 2 }]);
});
