import { createRandom, type RunningProcess, untilTrue } from '@wdh/fault-injection';
import type { WorkerArgument } from '../programs/run-worker.js';
import type { QueuePlace } from './queue-place.js';

/** Options of a {@link storm}. */
export interface StormOptions {
  readonly runs: number;
  readonly workers: number;
  /** Workers that are killed or frozen, one after another; a frozen one is woken after the next. */
  readonly faults: number;
  readonly seed: number;
  readonly worker?: Partial<WorkerArgument>;
  /** Is called after each fault. Default: the claims of all lapse at once. */
  readonly onFault?: ((place: QueuePlace) => Promise<unknown>) | undefined;
}

/**
 * Submits runs, and kills and freezes workers at random moments while they run; each is replaced.
 *
 * @returns the server's time of the last fault.
 */
export async function storm(place: QueuePlace, options: StormOptions): Promise<Date> {
  const { runs, workers: count, faults, seed, worker = {} } = options;
  const { onFault = () => place.lapseClaims() } = options;
  const random = createRandom(seed);
  await place.submit(runs);
  const start = (): Promise<RunningProcess> => place.startWorker(worker);
  const workers = await Promise.all(Array.from({ length: count }, start));
  let frozen: RunningProcess | undefined;
  let lastAt = new Date(0);
  for (let fault = 1; fault <= faults; fault += 1) {
    // The faults are spread over the runs, at a random one of each part.
    const after = Math.floor(((fault - 1 + random.next()) * runs * 0.9) / faults);
    await untilTrue(async () => (await countEnded(place)) >= after, 300_000, `${after} runs`);
    const at = random.integer(0, count - 1);
    const isKill = fault % 2 === 1;
    workers[at]?.signal(isKill ? 'SIGKILL' : 'SIGSTOP');
    lastAt = await timeOf(place);
    await onFault(place);
    frozen?.signal('SIGCONT');
    frozen = isKill ? undefined : workers[at];
    workers[at] = await start();
  }
  await place.untilIdle(600_000);
  frozen?.signal('SIGCONT');
  return lastAt;
}

async function timeOf({ sql }: QueuePlace): Promise<Date> {
  const [found] = await sql<{ now: Date }[]>`select clock_timestamp() as now`;
  if (found === undefined) throw new TypeError('A query without FROM returns a row.');
  return found.now;
}

async function countEnded({ sql }: QueuePlace): Promise<number> {
  const [ended] = await sql<{ count: number }[]>`
    select count(*)::int as count from pipeline_executions where status = 'success'`;
  return ended?.count ?? 0;
}
