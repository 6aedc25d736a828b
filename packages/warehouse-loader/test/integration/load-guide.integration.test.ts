import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadOrders } from '../examples/load-orders.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

test('the example of the guide is quoted word for word, and does what the guide states', async () => {
  const read = (path: string): Promise<string> => readFile(new URL(path, import.meta.url), 'utf8');
  const guide = await read('../../../../docs/guides/load-a-table.md');
  expect(guide).toContain(await read('../examples/load-orders.ts'));

  const { sql, loader } = warehouse;
  await sql`create table orders (id int primary key, customer text not null,
    amount numeric check (amount >= 0), _execution_id text, _source_line bigint)`;
  const rows = Array.from({ length: 40 }, (_, index) => ({
    id: index + 1,
    customer: 'c',
    amount: index === 7 ? '-1' : '5',
  }));
  const rehearsed = await loadOrders(loader, memorySource(rows), true);
  expect(rehearsed).toMatchObject({ status: 'rehearsed', rows: { inserted: 39, rejected: 1 } });
  expect(await sql`select * from orders`).toEqual([]);
  const report = await loadOrders(loader, memorySource(rows), false);
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 39, rejected: 1 } });
  expect(await sql`select _source_line::int as line from orders where id = 9`).toEqual([
    { line: 10 },
  ]);
  const free = loadOrders(loader, memorySource([{ id: 1, customer: 'c', amount: '0' }]), false);
  await expect(free).rejects.toMatchObject({ code: 'CHECK_FAILED' });
});
