import { openReplay } from '@wdh/runs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LoadError } from '../../../src/index.js';
import { loadModes } from '../../warehouse/load-modes.js';
import { queryableOf } from '../../warehouse/queryable-of.js';
import { replayPipeline } from '../../warehouse/replay-pipeline.js';
import { useReplays } from '../../warehouse/use-replays.js';
import { useWarehouse } from '../../warehouse/use-warehouse.js';

const warehouse = useWarehouse();
const replays = useReplays(warehouse);
const count = 1_000;
const { seed = 0 } = fc.readConfigureGlobal();

/** The outcome of a replay: the number of rows that it loaded, or the code of its error. */
async function outcomeOf(replay: Promise<{ rows: { inserted: number } }>) {
  try {
    return (await replay).rows.inserted;
  } catch (error) {
    if (error instanceof LoadError) return error.code;
    throw error;
  }
}

test.each(loadModes)(
  'J02 two replays of one run at once, by different versions and $mode: each rejected row is resolved once',
  async ({ mode }) => {
    const run = await replays.load(count, mode);
    for (let round = 0; round < 6; round += 1) {
      const pauseMs = (seed + round * 11) % 60;
      const outcomes = await Promise.all([
        outcomeOf(replays.replay(run, 2, mode)),
        new Promise((resolve) => setTimeout(resolve, pauseMs)).then(() =>
          outcomeOf(replays.replay(run, 3, mode)),
        ),
      ]);
      const refused = outcomes.filter((outcome) => typeof outcome === 'string');
      expect(['SOURCE_LOCKED', 'REPLAY_OUTDATED']).toEqual(expect.arrayContaining(refused));
      await replays.expectAccounted(count);
    }
    await replays.replay(run, 3, mode);
    expect(await replays.expectAccounted(count)).toBe(0);
  },
);

test.each(loadModes)(
  'J02 two replays that found the same rows, by $mode: one is refused as locked or outdated, and changes nothing',
  async ({ mode }) => {
    const run = await replays.load(count, mode);
    const found = await Promise.all([0, 1].map(() => openReplay(queryableOf(warehouse.sql), run)));
    const options = { into: 'replayed', mode, upsertKeys: ['id'] } as const;
    const outcomes = await Promise.all(
      found.map((replay, index) =>
        outcomeOf(
          warehouse
            .newLoader()
            .loadPipeline(replayPipeline(2 + index).bind(replay.source as never), {
              ...options,
              replay,
            }),
        ),
      ),
    );
    const refused = outcomes.filter((outcome) => typeof outcome === 'string');
    expect(refused).toHaveLength(1);
    expect(['SOURCE_LOCKED', 'REPLAY_OUTDATED']).toContain(refused[0]);
    const open = await replays.expectAccounted(count);
    expect(open).toBe(outcomes.includes(500) ? 0 : 100);
  },
);
