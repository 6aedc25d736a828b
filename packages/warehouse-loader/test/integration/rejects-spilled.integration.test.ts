import { BackendControl } from '@wdh/fault-injection';
import { afterEach, expect, test, vi } from 'vitest';
import { failureOf } from '../warehouse/failure-of.js';
import { useReadings } from '../warehouse/use-readings.js';
import { useWarehouse } from '../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);
/** Of which every tenth is rejected: with notes of a thousand characters, more than two buffers. */
const count = 25_000;
const into = 'readings';
/** The last of the batches: after two spills. */
const last = 49;

const bound = (beforeBatch: (index: number) => Promise<void> | void = () => undefined) =>
  readings.bound(count, { noteLength: 1_000, beforeBatch });

const atLast = (happens: () => Promise<void> | void) => (index: number) =>
  index === last ? happens() : undefined;

/** Numbers of rows that a run reports as rejected, of stored ones, and of their records. */
interface Account {
  readonly status: string;
  readonly failed: number;
  readonly kept: number;
  readonly records: number;
}

const account = () => warehouse.sql<Account[]>`
  select status, rows_failed::int as failed,
    (select count(*)::int from rejected_rows r where r.execution_id = e.execution_id) as kept,
    (select count(distinct row_number)::int from rejected_rows) as records
  from pipeline_executions e`;

afterEach(() => {
  vi.unstubAllEnvs();
});

test('both sessions are ended after a spill: every reject is kept with the failed run', async () => {
  await using control = await BackendControl.connect(warehouse.url);
  const load = warehouse.loader.loadPipeline(
    bound(
      atLast(async () => {
        await control.terminate({ applicationName: 'wdh run' });
        await control.terminate({ applicationName: 'wdh load' });
      }),
    ),
    { into },
  );
  expect((await failureOf(load)).category).toBe('connection');
  const [run] = await account();
  expect(run).toMatchObject({ status: 'failed', kept: run?.failed, records: run?.failed });
  expect(run?.kept).toBeGreaterThan(2_000);
});

test('the source fails after a spill: every reject is kept once', { tags: ['full'] }, async () => {
  const fail = atLast(() => {
    throw new TypeError('no more');
  });
  const error = await failureOf(warehouse.loader.loadPipeline(bound(fail), { into }));
  expect(error.code).toBe('SOURCE_FAILED');
  const [run] = await account();
  expect(run).toMatchObject({ status: 'failed', kept: run?.failed, records: run?.failed });
  expect(run?.kept).toBeGreaterThan(2_000);
});

test(
  'another attempt stores only the rows that it rejects itself',
  { tags: ['full'] },
  async () => {
    await using control = await BackendControl.connect(warehouse.url);
    let losses = 0;
    const loseOnce = atLast(async () => {
      losses += 1;
      if (losses === 1) await control.terminate({ applicationName: 'wdh' });
    });
    const retry = { maxAttempts: 2, backoffMs: 10 };
    const report = await warehouse.loader.loadPipeline(bound(loseOnce), { into, retry });
    expect(report).toMatchObject({ status: 'success', attempts: 2 });
    expect(await account()).toEqual([
      { status: 'success', failed: 2_500, kept: 2_500, records: 2_500 },
    ]);
  },
);

test('a dry run keeps none', async () => {
  const report = await warehouse.loader.loadPipeline(bound(), { into, dryRun: true });
  expect(report).toMatchObject({ status: 'rehearsed', rows: { rejected: 2_500 } });
  expect(await account()).toEqual([{ status: 'rehearsed', failed: 2_500, kept: 0, records: 0 }]);
});

test('the session of the record has no open transaction during the load', async () => {
  await using control = await BackendControl.connect(warehouse.url);
  const states: (string | null)[] = [];
  const look = atLast(async () => {
    const found = await control.list({ applicationName: 'wdh run' });
    states.push(...found.map(({ state }) => state));
  });
  await warehouse.loader.loadPipeline(bound(look), { into });
  expect(states).toEqual(['idle']);
});

test('no temporary file can be created: the load fails, reports it, and keeps its rejects', async () => {
  vi.stubEnv('TMPDIR', '/nowhere');
  vi.stubEnv('TEMP', '/nowhere');
  const error = await failureOf(warehouse.loader.loadPipeline(bound(), { into }));
  expect(error).toMatchObject({ code: 'REJECTS_NOT_SPOOLED', category: 'file' });
  const [run] = await account();
  expect(run).toMatchObject({ status: 'failed', kept: run?.failed, records: run?.failed });
  expect(run?.kept).toBeGreaterThan(250);
});
