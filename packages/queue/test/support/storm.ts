import { createRandom, type RunningProcess, untilTrue } from '@wdh/fault-injection';
import type { WorkerArgument } from '../programs/run-worker.js';
import type { QueuePlace } from './queue-place.js';

/** Options of a {@link storm}. */
export interface StormOptions {
  readonly runs: number;
  readonly workers: number;
  /** Workers that are killed, one after another. */
  readonly kills: number;
  readonly seed: number;
  readonly worker?: Partial<WorkerArgument>;
  /** Is called after each kill. Default: the claims lapse at once. */
  readonly onKilled?: ((place: QueuePlace) => Promise<unknown>) | undefined;
}

/**
 * Submits runs, and kills workers at random moments while they run; each is replaced.
 *
 * @returns the server's time of the last kill.
 */
export async function storm(place: QueuePlace, options: StormOptions): Promise<Date> {
  const { runs, workers: count, kills, seed, worker = {} } = options;
  const { onKilled = () => place.lapseClaims() } = options;
  const random = createRandom(seed);
  await place.submit(runs);
  const start = (): Promise<RunningProcess> => place.startWorker(worker);
  const workers = await Promise.all(Array.from({ length: count }, start));
  let killedAt = new Date(0);
  for (let kill = 1; kill <= kills; kill += 1) {
    // The kills are spread over the runs, at a random one of each part.
    const after = Math.floor(((kill - 1 + random.next()) * runs * 0.9) / kills);
    await untilTrue(async () => (await countEnded(place)) >= after, 300_000, `${after} runs`);
    const at = random.integer(0, count - 1);
    workers[at]?.signal('SIGKILL');
    const [now] = await place.sql<{ now: Date }[]>`select clock_timestamp() as now`;
    killedAt = now?.now ?? killedAt;
    await onKilled(place);
    workers[at] = await start();
  }
  await place.untilIdle(600_000);
  return killedAt;
}

async function countEnded({ sql }: QueuePlace): Promise<number> {
  const [ended] = await sql<{ count: number }[]>`
    select count(*)::int as count from pipeline_executions where status = 'success'`;
  return ended?.count ?? 0;
}
