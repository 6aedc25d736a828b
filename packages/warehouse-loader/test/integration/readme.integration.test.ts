import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadFlights } from '../examples/first-load.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

test('the example of the README is quoted word for word, and does what the README states', async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
  expect(await read('../../README.md')).toContain(await read('../examples/first-load.ts'));

  await warehouse.sql`create table flights (flight_id int primary key, day text not null)`;
  const source = memorySource([
    { flightId: 1, day: '2026-02-28' },
    { flightId: 2, day: '2026-03-01' },
  ]);
  const report = await loadFlights(warehouse.url, source);
  expect(report).toMatchObject({ status: 'success', rows: { read: 2, inserted: 2 } });
  expect(await loadFlights(warehouse.url, source)).toMatchObject({ status: 'skipped' });
});
