import type { Job } from '@wdh/job';
import { bossOn, type Lane, type Queue, runQueue } from '../src/index.js';
import { effects } from '../test/support/effects-job.js';

/** A job whose runs are not loaded: its lane completes them. */
export const nothing: Job = Object.freeze({ ...effects, name: 'nothing' });

const nothingQueue = runQueue(nothing.name);

/** Takes runs of nothing, and completes their jobs, as a run does in its transaction. */
export function nothingLane(queue: Queue): Lane {
  return {
    queue: nothingQueue,
    takesSlot: true,
    deliver: async ({ id, retryCount }) => {
      await queue.transact(async (on) => {
        const options = { db: bossOn(on) };
        await queue.boss.complete(nothingQueue, [{ id, retryCount }], undefined, options);
      });
    },
  };
}
