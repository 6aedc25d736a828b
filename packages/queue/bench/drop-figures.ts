import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { untilTrue } from '@wdh/fault-injection';
import { defineWatch } from '@wdh/job';
import { FolderWatches, Worker } from '../src/index.js';
import { notes, notesTable } from '../test/support/notes-job.js';
import type { BenchPlace } from './bench-place.js';
import { type Figure, figure, medianOf } from './figure.js';

const settleMs = 1_000;
const rounds = 12;

/** How long after a file was dropped its run is requested, beyond the time in which it settles. */
export async function dropFigures({ queue, sql }: BenchPlace): Promise<readonly Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'wdh-drop-'));
  await sql.unsafe(notesTable);
  const watch = defineWatch({ name: 'drop', job: notes, folder, pattern: '*.csv', settleMs });
  const watches = new FolderWatches({ watches: [watch], queue });
  const worker = new Worker({
    ...{ queue, jobs: [notes], services: [watches] },
    prepareJob: (job, id) => watches.prepareJob(job, id),
  });
  const drain = new AbortController();
  const running = worker.run({ drain: drain.signal });
  const waits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await writeFile(join(folder, `file-${round}.csv`), `note\ndropped ${round}\n`);
    const droppedAt = Date.now();
    const requestedAt = () => sql<{ ms: number }[]>`
      select (extract(epoch from requested_at) * 1000)::float8 as ms from pipeline_executions
      where trigger = 'watch' offset ${round}`;
    await untilTrue(async () => (await requestedAt()).length > 0, 60_000, 'the run of a file');
    const times = await sql<{ ms: number }[]>`
      select (extract(epoch from max(requested_at)) * 1000)::float8 as ms from pipeline_executions`;
    waits.push((times[0]?.ms ?? Number.NaN) - droppedAt - settleMs);
    // At another distance from the next look at the folder.
    await sleep(137 * round);
  }
  drain.abort();
  await running;
  await rm(folder, { recursive: true });
  console.log(`a dropped file: ${medianOf(waits).toFixed(0)} ms after it has settled (median)`);
  return [
    figure('a dropped file is picked up, beyond settleMs, at most', Math.max(...waits), 'ms', {
      atMost: 2_000,
    }),
  ];
}
