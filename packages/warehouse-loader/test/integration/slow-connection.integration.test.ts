import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

test('a connection that is waited for more than 50 ms is warned about, with the time', async () => {
  const { sql, logger } = warehouse;
  await sql`create table queued (id int primary key)`;
  const loader = warehouse.newLoader({ poolSize: 2 });
  async function* slowRows(id: number) {
    await sleep(300);
    yield [{ id }];
  }
  await Promise.all([1, 2, 3].map((id) => loader.load(slowRows(id), { into: 'queued' })));
  const acquired = logger.events.filter(({ event }) => event === 'database.connection.acquired');
  expect(acquired).toHaveLength(3);
  const last = acquired.at(-1);
  expect(last).toMatchObject({
    level: 'warn',
    context: { durationMs: expect.any(Number) as unknown },
  });
  expect(last?.context['durationMs']).toBeGreaterThan(250);
  for (const { level, context } of acquired) {
    expect(level).toBe(Number(context['durationMs']) > 50 ? 'warn' : 'debug');
  }
});
