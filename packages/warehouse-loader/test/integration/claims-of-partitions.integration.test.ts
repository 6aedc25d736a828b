import { Pipeline } from '@wdh/pipeline-core';
import { openRuns, type RunPartition, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { PipelineLoadOptions } from '../../src/index.js';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const into = 'sales';
let runs: Runs;

beforeAll(() => {
  runs = openRuns({ connectionUrl: warehouse.url });
});

afterAll(() => runs.close());

beforeEach(async () => {
  await warehouse.sql.unsafe(`
    truncate pipeline_executions cascade;
    drop table if exists sales;
    create table sales (id int, amount int)`);
});

type More = Partial<Pick<PipelineLoadOptions, 'force' | 'delivery'>> & {
  readonly pipeline?: string;
};

const load = (
  partition: RunPartition | undefined,
  content: readonly number[],
  { pipeline = '1', ...more }: More = {},
) =>
  warehouse.loader.loadPipeline(
    new Pipeline<{ id: number }>('sales', { version: pipeline }).bind(
      memorySource(content.map((id) => ({ id }))),
    ),
    { into, partition, run: { jobName: 'sales' }, ...more },
  );

const rows = async (): Promise<number> => (await warehouse.sql`select from sales`).length;

test('a partition is loaded once, whatever its content, unless it is forced or the pipeline is new', async () => {
  const january = { key: '2026-01' };
  const first = await load(january, [1, 2]);
  expect(first.status).toBe('success');
  const again = await load(january, [1, 2, 3]);
  expect(again).toMatchObject({
    status: 'skipped',
    previousExecutionId: first.executionId,
    hint: `Partition 2026-01 is loaded already: run ${first.executionId} loaded it. Load it again with force.`,
  });
  expect(await rows()).toBe(2);
  expect(await load(january, [1, 2, 3], { force: true })).toMatchObject({ status: 'success' });
  expect(await load(january, [1, 2, 4], { pipeline: '2' })).toMatchObject({ status: 'success' });
  expect(await runs.getRun(first.executionId)).toMatchObject({
    partition: '2026-01',
    inputVersion: null,
  });
});

test('partitions with the same content are all loaded', async () => {
  for (const key of ['2026-01-30', '2026-01-31']) {
    expect(await load({ key }, [1])).toMatchObject({ status: 'success' });
  }
  expect(await rows()).toBe(2);
});

test('content that was loaded without a partition counts as loaded for each, and the other way round', async () => {
  await load(undefined, [1]);
  expect(await load({ key: '2026-01' }, [1])).toMatchObject({ status: 'skipped' });
  await load({ key: '2026-02' }, [2]);
  expect(await load(undefined, [2])).toMatchObject({ status: 'skipped' });
  expect(await rows()).toBe(2);
});

test('a later version is loaded, and an older one that comes after it is skipped with its reason', async () => {
  const of = (version: string) => ({ key: '2026-01', version });
  await load(of('9'), [1]);
  const later = await load(of('10'), [2]);
  expect(later.status).toBe('success');
  const older = await load(of('8'), [3], { pipeline: '2' });
  expect(older).toMatchObject({
    status: 'skipped',
    previousExecutionId: later.executionId,
    hint: `Partition 2026-01, version 8, is older than what is loaded: run ${later.executionId} loaded version 10. Load it again with force.`,
  });
  expect(await rows()).toBe(2);
});

test('a later version with the content of an earlier one replaces what came between', async () => {
  await warehouse.sql`alter table sales add primary key (id)`;
  const of = (version: string, amount: number) =>
    warehouse.loader.loadPipeline(
      new Pipeline<{ id: number; amount: number }>('sales', { version: '1' }).bind(
        memorySource([{ id: 1, amount }]),
      ),
      { into, mode: 'upsert', upsertKeys: ['id'], partition: { key: '2026-01', version } },
    );
  await of('1', 10);
  await of('2', 20);
  expect(await of('3', 10)).toMatchObject({ status: 'success' });
  expect(await of('2.5', 25)).toMatchObject({ status: 'skipped' });
  expect(await warehouse.sql`select amount from sales`).toEqual([{ amount: 10 }]);
});

test('a later version with the content of an earlier one is not appended again', async () => {
  const first = await load({ key: '2026-01', version: '1' }, [1]);
  expect(await load({ key: '2026-01', version: '2' }, [1])).toMatchObject({
    status: 'skipped',
    previousExecutionId: first.executionId,
  });
  expect(await rows()).toBe(1);
});

test('of two runs of one partition at once, one loads it and the other can be repeated', async () => {
  const january = { key: '2026-01' };
  let other: Promise<unknown> | undefined;
  const delivery = {
    confirm: async () => {
      other = failureOf(load(january, [2]));
      expect(await other).toMatchObject({ code: 'SOURCE_LOCKED', isRetryable: true });
    },
  };
  expect(await load(january, [1], { delivery })).toMatchObject({ status: 'success' });
  expect(other).toBeDefined();
  expect(await load(january, [2])).toMatchObject({ status: 'skipped' });
  expect(await rows()).toBe(1);
});

test('the database refuses a second success of one version of a partition', async () => {
  await load({ key: '2026-01', version: '1' }, [1]);
  const second = warehouse.sql`insert into pipeline_executions (execution_id, pipeline_name,
    pipeline_version, started_at, status, target, load_mode, partition_key, input_version)
    values ('second', 'sales', '1', now(), 'success', 'public.sales', 'append', '2026-01', '1')`;
  await expect(second).rejects.toMatchObject({
    constraint_name: 'pipeline_executions_partition_key',
  });
});
