import { withinDeadline } from '@wdh/fault-injection';
import type { RowSource } from '@wdh/pipeline-core';
import { openReplay } from '@wdh/runs';
import { expect, test } from 'vitest';
import { settleMemory } from '../../warehouse/collect-garbage.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { queryableOf } from '../../warehouse/queryable-of.js';
import { replayPipeline } from '../../warehouse/replay-pipeline.js';
import { useReplays } from '../../warehouse/use-replays.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const replays = useReplays(warehouse);
const megabyte = 1024 * 1024;

/** Measures the heap at every twentieth batch, without garbage. */
function measured<Row extends object>(source: RowSource<Row>, heap: number[]): RowSource<Row> {
  return {
    ...source,
    async *read(signal) {
      let batches = 0;
      for await (const batch of source.read(signal)) {
        batches += 1;
        if (batches % 20 === 0) {
          await settleMemory();
          heap.push(process.memoryUsage().heapUsed);
        }
        yield batch;
      }
    },
  };
}

/** Replays rows of a kilobyte each, of which a fifth is rejected again; returns the growth of the heap. */
async function replayMany(count: number, mode: (typeof loadModes)[number]['mode']) {
  const { sql, loader } = warehouse;
  const run = await replays.load(2 * count, mode);
  await sql`update rejected_rows set record = json_build_object('Id', row_number::text,
    'Note', repeat('wide ', 200))`;
  const heap: number[] = [];
  const replay = await openReplay(queryableOf(sql), run);
  const { rows } = await withinDeadline(
    loader.loadPipeline(replayPipeline(2).bind(measured(replay.source, heap) as never), {
      into: 'replayed',
      mode,
      upsertKeys: ['id'],
      replay,
    }),
    300_000,
    `the replay of ${count} rows`,
  );
  expect(rows).toMatchObject({ read: count, inserted: count * 0.8, rejected: count / 5 });
  expect(await replays.expectAccounted(2 * count)).toBe(count / 5);
  return Math.max(...heap) - (heap[0] ?? 0);
}

test.each(loadModes)(
  'J03 a replay of 100,000 rows of a kilobyte, by $mode: it ends, and its memory does not grow',
  { tags: ['full'], timeout: 480_000 },
  async ({ mode }) => {
    const growth = await replayMany(100_000, mode);
    expect(growth).toBeLessThan(50 * megabyte);
  },
);
