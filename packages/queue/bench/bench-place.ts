import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { RunningProcess, untilTrue } from '@wdh/fault-injection';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import postgres, { type Sql } from 'postgres';
import { bundleProgram } from '../../../tools/vitest/bundle-program.js';
import { openQueue, type Queue, queueMigrations } from '../src/index.js';
import { effectsMigrations } from '../test/support/effects-job.js';

const bundleOf = (program: string): string =>
  fileURLToPath(new URL(`../test-results/bench/${program}.mjs`, import.meta.url));

/** A migrated database, a queue to submit to, and the workers of a measurement. */
export class BenchPlace implements AsyncDisposable {
  readonly url: string;
  readonly sql: Sql;
  readonly queue: Queue;
  readonly #workers: RunningProcess[] = [];

  static async open(url: string): Promise<BenchPlace> {
    const folders = [auditMigrations, queueMigrations, ...effectsMigrations];
    await migrateUp({ connectionUrl: url, folders });
    const queue = await openQueue({ connectionUrl: url, migrate: false });
    return new BenchPlace(url, queue, postgres(url, { max: 1, onnotice: () => undefined }));
  }

  private constructor(url: string, queue: Queue, sql: Sql) {
    this.url = url;
    this.queue = queue;
    this.sql = sql;
  }

  /** Starts workers from a bundle, and waits until they take runs. */
  async startWorkers(count: number, argument: object = {}): Promise<readonly RunningProcess[]> {
    await bundleProgram(
      new URL('bench-worker.ts', import.meta.url),
      new URL(`file://${bundleOf('bench-worker')}`),
    );
    const started = Array.from({ length: count }, () =>
      RunningProcess.start(
        [bundleOf('bench-worker'), JSON.stringify({ connectionUrl: this.url, ...argument })],
        { cwd: fileURLToPath(new URL('..', import.meta.url)) },
      ),
    );
    this.#workers.push(...started);
    await Promise.all(started.map((worker) => worker.untilPrinted('worker.started')));
    return started;
  }

  /** Ends all workers. */
  async stopWorkers(): Promise<void> {
    for (const worker of this.#workers.splice(0)) await worker[Symbol.asyncDispose]();
  }

  /** Waits until no job of the queue is left to do. */
  async untilIdle(): Promise<void> {
    const isIdle = async (): Promise<boolean> => {
      const [open] = await this.sql`
        select from wdh_queue.job where state < 'completed' and starts_with(name, 'run/') limit 1`;
      return open === undefined;
    };
    await untilTrue(isIdle, 600_000, 'the end of all runs');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stopWorkers();
    await this.queue.close();
    await this.sql.end();
  }
}

/** Processor time of a process so far, in seconds; only on Linux. */
export async function processorSecondsOf(pid: number): Promise<number> {
  const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? [];
  const ticksPerSecond = 100;
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
