import { fileURLToPath } from 'node:url';
import { RunningProcess } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { openRuns, type RunDelivery, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { memorySource } from '../warehouse/memory-source.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const into = 'items';
const items = Array.from({ length: 300 }, (_, id) => ({ id, name: `item ${id}` }));
const pipeline = new Pipeline<{ id: number; name: string }>('items', { version: '2' });
const delivery: RunDelivery = { confirm: () => Promise.resolve() };
let runs: Runs;

beforeAll(() => {
  runs = openRuns({ connectionUrl: warehouse.url });
});

afterAll(() => runs.close());

beforeEach(async () => {
  // No unique key that would hide a second load.
  await warehouse.sql.unsafe(`
    truncate pipeline_executions cascade;
    drop table if exists items;
    create table items (id int, name text)`);
  await runs.queueRun({
    executionId: 'run',
    pipelineName: 'items',
    pipelineVersion: '2',
    target: 'public.items',
    mode: 'append',
    isForced: false,
  });
});

function startAt(point: string): RunningProcess {
  const program = fileURLToPath(new URL('../warehouse/deliver-run.ts', import.meta.url));
  const nodeOptions = ['--conditions', '@wdh/source', '--import', 'tsx'];
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return RunningProcess.start([program, warehouse.url, 'run', point], { cwd, nodeOptions });
}

const bound = () => pipeline.bind(memorySource(items), { executionId: 'run' });

async function expectOneEffect(deliveries: number): Promise<void> {
  const loaded =
    await warehouse.sql`select count(*)::int, count(distinct id)::int as ids from items`;
  expect([...loaded]).toEqual([{ count: 300, ids: 300 }]);
  expect(await runs.getRun('run')).toMatchObject({
    status: 'success',
    deliveries,
    errorCode: null,
    rows: { read: 300, inserted: 300 },
  });
}

/** What it stops in, the starts of the run in all, and how the woken process ends. */
type Point = readonly [point: string, deliveries: number, ending: RegExp];

const points: readonly Point[] = [
  ['accept 1', 1, /failed with CONNECTION_/],
  ['accept 2', 1, /failed with CONNECTION_/],
  ['identify', 2, /failed with (?:EXECUTION_LOST|CONNECTION_)/],
  ['read', 2, /failed with (?:EXECUTION_LOST|CONNECTION_)/],
  ['confirm', 2, /failed with (?:EXECUTION_LOST|CONNECTION_)/],
];

async function expectOneEffectAfterFreeze([point, deliveries, ending]: Point): Promise<void> {
  await using frozen = startAt(point);
  await frozen.untilPrinted(`stopped at ${point}`);
  const report = await warehouse.loader.loadPipeline(bound(), { into, delivery });
  expect(report).toMatchObject({ status: 'success', rows: { inserted: 300 } });
  frozen.signal('SIGCONT');
  const { stdout } = await frozen.end(60_000);
  expect(stdout).toMatch(ending);
  await expectOneEffect(deliveries);
}

const title = 'a process that is frozen at %s and woken later has no effect after another delivery';

test.each(points.slice(-1))(title, (...point) => expectOneEffectAfterFreeze(point));

test.each(points.slice(0, -1))(title, { tags: ['full'] }, (...point) =>
  expectOneEffectAfterFreeze(point),
);

test(
  'a process that is frozen after its COMMIT has the one effect',
  { tags: ['full'] },
  async () => {
    await using frozen = startAt('committed');
    await frozen.untilPrinted('stopped at committed');
    const error = await failureOf(warehouse.loader.loadPipeline(bound(), { into, delivery }));
    expect(error.code).toBe('EXECUTION_ENDED');
    frozen.signal('SIGCONT');
    expect((await frozen.end(60_000)).stdout).toContain('ended as success');
    await expectOneEffect(1);
  },
);

test('the run of a process that was killed is continued, whether it is marked abandoned or not', async () => {
  await using killed = startAt('read');
  await killed.untilPrinted('stopped at read');
  killed.signal('SIGKILL');
  await killed.end(60_000);
  await expect.poll(() => runs.abandonDeadRuns()).toEqual(['run']);
  await using again = startAt('read');
  await again.untilPrinted('stopped at read');
  again.signal('SIGKILL');
  await again.end(60_000);
  await warehouse.loader.loadPipeline(bound(), { into, delivery });
  await expectOneEffect(3);
});
