import { Pipeline } from '@wdh/pipeline-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aftermathOf, nothingBut } from '../../warehouse/aftermath.js';
import { failureOf } from '../../warehouse/failure-of.js';
import { canary, leaksOf } from '../../warehouse/leaks-of.js';
import { everyWay } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();

interface Item {
  readonly id: number;
  readonly name: string;
}

const items = Array.from({ length: 500 }, (_, id): Item => ({ id, name: `${canary} ${id}` }));
const pipeline = new Pipeline<Item>('items', { stopOnError: false, errorThreshold: 1 });
const patient = { maxAttempts: 5, backoffMs: 10 } as const;

/** Sets whether new sessions may write, as on a standby after a failover. */
const setReadOnly = async (isReadOnly: boolean): Promise<void> => {
  const { sql } = warehouse;
  const name = new URL(warehouse.url).pathname.slice(1);
  await sql.unsafe(`alter database "${name}" set default_transaction_read_only = ${isReadOnly}`);
};

/** Number of connections opened so far. */
const connections = (): number =>
  warehouse.logger.eventNames.filter((name) => name === 'database.connection.acquired').length;

beforeEach(async () => {
  const { sql } = warehouse;
  await sql`drop table if exists items`;
  await sql`create table items (id int primary key, name text)`;
  await sql`delete from pipeline_executions`;
});

afterEach(() => setReadOnly(false));

test.each(everyWay.map((options) => [options.way, options] as const))(
  'D08 a read-only server, by %s: the error is terminal, nothing is retried, and nothing is loaded',
  async (_way, options) => {
    const { loader, logger } = warehouse;
    await setReadOnly(true);
    const before = connections();
    let reads = 0;
    const source = memorySource(items, { beforeBatch: () => void (reads += 1) });
    const load = loader.loadPipeline(pipeline.bind(source), {
      into: 'items',
      retry: patient,
      ...options,
    });
    const error = await failureOf(load);
    expect(error).toMatchObject({ code: 'DATABASE_READ_ONLY', isRetryable: false });
    expect([reads, connections() - before]).toEqual([0, 1]);
    expect(leaksOf(error, logger)).toEqual([]);
    expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut());
  },
);

test('D08 a load without a record on a read-only server: the error is terminal, and nothing is loaded', async () => {
  await setReadOnly(true);
  const error = await failureOf(warehouse.loader.load(items, { into: 'items' }));
  expect(error).toMatchObject({ code: 'DATABASE_READ_ONLY', isRetryable: false });
  expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut());
});

test('D08 a server that becomes read-only between two attempts: the second is the last, and is recorded', async () => {
  const { sql, loader } = warehouse;
  let reads = 0;
  const source = memorySource(items, {
    beforeBatch: async (index) => {
      if (index !== 2) return;
      reads += 1;
      await setReadOnly(true);
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where application_name = ${`wdh load ${bound.executionId}`}`;
    },
  });
  const bound = pipeline.bind(source);
  const error = await failureOf(loader.loadPipeline(bound, { into: 'items', retry: patient }));
  expect(error).toMatchObject({ code: 'DATABASE_READ_ONLY', isRetryable: false });
  expect(reads).toBe(1);
  expect(await sql`select attempts from pipeline_executions`).toEqual([{ attempts: 2 }]);
  expect(await aftermathOf(warehouse, 'items')).toEqual(nothingBut('failed DATABASE_READ_ONLY'));
});
