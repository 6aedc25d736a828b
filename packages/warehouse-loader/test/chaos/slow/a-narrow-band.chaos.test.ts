import { bandwidth, NetworkProxy, untilTrue, withinDeadline } from '@wdh/fault-injection';
import { Pipeline } from '@wdh/pipeline-core';
import { expect, test } from 'vitest';
import { settleMemory } from '../../warehouse/collect-garbage.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { memorySource } from '../../warehouse/memory-source.js';
import { useReadings } from '../../warehouse/use-readings.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const readings = useReadings(warehouse);

/** Bytes of live objects, buffers and native memory. */
async function settledMemoryBytes(): Promise<number> {
  await settleMemory();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const [append, ...others] = loadModes;
const rowBytes = 4_000;
const rowCount = 20_000;

/** Text that uses its full memory: strings of `padEnd` share their padding until they are read. */
const flatText = (start: string): string => Buffer.alloc(rowBytes, start).toString('latin1');

async function expectNotReadAhead(options: (typeof loadModes)[number]): Promise<void> {
  await using proxy = await NetworkProxy.start(warehouse.url);
  const fault = proxy.inject(bandwidth(64_000));
  const loader = warehouse.newLoader({ connectionUrl: proxy.url });
  let batches = 0;
  let lastAt = performance.now();
  const rows = Array.from({ length: rowCount }, (_, id) => ({ id, note: '' }));
  const source = memorySource(rows, {
    batchSize: 100,
    beforeBatch: () => {
      batches += 1;
      lastAt = performance.now();
    },
  });
  // Created on demand, so that retained ones can be detected.
  const pipeline = new Pipeline<{ id: number; note: string }>('wide').bind({
    identify: () => source.identify(),
    async *read() {
      for await (const batch of source.read()) {
        const wide = batch.rows.map(({ id }) => ({ id, note: flatText(`${id} `) }));
        yield { ...batch, rows: wide };
      }
    },
  });
  const before = await settledMemoryBytes();
  const load = loader.loadPipeline(pipeline, { into: 'readings', ...options });
  load.catch(() => undefined);
  // The system buffers fill up, and then the source has to wait.
  const isStalled = (): boolean => batches > 2 && performance.now() - lastAt > 2_000;
  await untilTrue(isStalled, 60_000, 'a source that waits');
  const taken = batches * 100 * rowBytes;
  const held = (await settledMemoryBytes()) - before;
  fault.expectFired(10);
  fault.lift();
  expect(taken).toBeLessThan(40_000_000);
  expect(held).toBeLessThan(30_000_000);
  const report = await withinDeadline(load, 120_000, 'the load');
  expect(report.rows).toMatchObject({ read: rowCount, inserted: rowCount });
  expect(await warehouse.sql`select count(*)::int, sum(id)::int from readings`).toEqual([
    { count: rowCount, sum: (rowCount * (rowCount - 1)) / 2 },
  ]);
}

test('N05 a band of 64 kB per second, by append: the source is not read ahead of the network, and memory stays flat', () =>
  expectNotReadAhead(append));

test.each(others.map((mode) => [mode.mode, mode] as const))(
  'N05 a band of 64 kB per second, by %s: the source is not read ahead of the network, and memory stays flat',
  { tags: ['full'] },
  (_mode, options) => expectNotReadAhead(options),
);

test(
  'N05 a band of 64 kB per second to the end: the load finishes in the time that the bytes take',
  { tags: ['full'] },
  async () => {
    await using proxy = await NetworkProxy.start(warehouse.url);
    const fault = proxy.inject(bandwidth(64_000));
    const loader = warehouse.newLoader({ connectionUrl: proxy.url });
    const bound = readings.bound(2_000, { noteLength: 900 });
    const load = loader.loadPipeline(bound, { into: 'readings' });
    const report = await withinDeadline(load, 120_000, 'the load');
    fault.expectFired(100);
    expect(report.durationMs).toBeGreaterThan((2_000 * 0.9 * 900) / 64);
    await readings.expectLoaded(2_000);
  },
);
