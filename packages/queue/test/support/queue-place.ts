import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NetworkProxy, type RunningProcess, untilTrue } from '@wdh/fault-injection';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { migrateUp } from '@wdh/migrations';
import postgres, { type Sql } from 'postgres';
import { heartbeatSeconds, openQueue, type Queue, type Submission } from '../../src/index.js';
import { startProgram } from '../programs/programs.js';
import type { WorkerArgument } from '../programs/run-worker.js';
import { effects, effectsMigrations, type EffectsParams } from './effects-job.js';

/** A database with a queue, and the workers that a test starts. */
export class QueuePlace implements AsyncDisposable {
  readonly url: string;
  readonly sql: Sql;
  readonly queue: Queue;
  /** For files that runs wait for. */
  readonly folder: string;
  readonly #database: TestDatabase | null;
  readonly #workers = new Set<RunningProcess>();
  readonly #proxies: NetworkProxy[] = [];
  #submitted = 0;

  /** Opens a place in a new database of the server of the tests. */
  static async open(serverUrl: string): Promise<QueuePlace> {
    const database = await createTestDatabase(serverUrl);
    return QueuePlace.of(database.url, database);
  }

  /** Opens a place in a database. */
  static async of(url: string, database: TestDatabase | null = null): Promise<QueuePlace> {
    const queue = await openQueue({ connectionUrl: url });
    await migrateUp({ connectionUrl: url, folders: effectsMigrations });
    await queue.prepare([effects]);
    const folder = await mkdtemp(join(tmpdir(), 'wdh-queue-'));
    const sql = postgres(url, { max: 2, onnotice: () => undefined });
    return new QueuePlace(url, { queue, folder, sql, database });
  }

  private constructor(
    url: string,
    parts: Pick<QueuePlace, 'queue' | 'folder' | 'sql'> & {
      readonly database: TestDatabase | null;
    },
  ) {
    this.url = url;
    this.queue = parts.queue;
    this.folder = parts.folder;
    this.sql = parts.sql;
    this.#database = parts.database;
  }

  /** Submits runs with the next numbers, and returns their ids. */
  async submit(
    count: number,
    params: Omit<EffectsParams, 'run'> = {},
    options: Partial<Submission> = {},
  ): Promise<readonly string[]> {
    const submissions = Array.from({ length: count }, () => {
      this.#submitted += 1;
      const request = { input: 'parts', params: { ...params, run: this.#submitted } };
      return { job: effects, request, ...options };
    });
    const results = await this.queue.submit(submissions);
    return results.map(({ executionId }) => executionId);
  }

  /** Starts a worker, and waits until it takes runs. */
  async startWorker(argument: Partial<WorkerArgument> = {}): Promise<RunningProcess> {
    const worker = startProgram('run-worker', { connectionUrl: this.url, ...argument });
    this.#workers.add(worker);
    await worker.untilPrinted('worker.started');
    return worker;
  }

  /** Starts a proxy for a worker whose network is to fail. */
  async startProxy(): Promise<NetworkProxy> {
    const proxy = await NetworkProxy.start(this.url);
    this.#proxies.push(proxy);
    return proxy;
  }

  /** Path of a file that a run can wait for. */
  gate(name = 'gate'): string {
    return join(this.folder, name);
  }

  /** Lets the runs go on that wait for the gate. */
  async openGate(name = 'gate'): Promise<void> {
    await writeFile(this.gate(name), '');
  }

  /** Lets the heartbeats of all claims lapse at once, as if their workers had been silent for long. */
  async lapseClaims(): Promise<number> {
    const { count } = await this.sql`
      update wdh_queue.job
      set heartbeat_on = heartbeat_on - interval '1 hour', heartbeat_seconds = ${heartbeatSeconds}
      where state = 'active'`;
    return count;
  }

  /** Lets the time pass in which a worker may wait for the reply to a COMMIT that completed a job. */
  async lapseCompletions(): Promise<void> {
    await this.sql`
      update wdh_queue.job set completed_on = completed_on - interval '1 hour'
      where state = 'completed'`;
  }

  /**
   * Lets claims lapse a second after the last heartbeat, which pg-boss itself does not accept, and
   * makes the jobs due.
   */
  async shortenHeartbeats(): Promise<void> {
    await this.sql`update wdh_queue.job set heartbeat_seconds = 1, start_after = now()`;
  }

  /** How often a run was delivered to a worker that began it. */
  async deliveriesOf(executionId: string): Promise<number> {
    const [run] = await this.sql<{ deliveries: number }[]>`
      select deliveries from pipeline_executions where execution_id = ${executionId}`;
    return run?.deliveries ?? 0;
  }

  /** Lets the claim of a running run lapse until it is delivered again: a healthy worker renews it. */
  async untilDeliveredAgain(executionId: string): Promise<void> {
    const hasBegun = async (): Promise<boolean> => (await this.deliveriesOf(executionId)) > 0;
    // A claim that lapses before its run has begun is not the first delivery of it.
    await untilTrue(hasBegun, 60_000, 'the first delivery of a run');
    const before = await this.#deliveryOf(executionId);
    const isDelivered = async (): Promise<boolean> => {
      await this.sql`
        update wdh_queue.job set heartbeat_on = heartbeat_on - interval '1 hour'
        where id = ${executionId} and state = 'active' and retry_count = ${before.retryCount}`;
      return (await this.deliveriesOf(executionId)) > before.deliveries;
    };
    await untilTrue(isDelivered, 60_000, 'the second delivery of a run').catch(
      async (error: unknown) => {
        const now = JSON.stringify(await this.#deliveryOf(executionId));
        throw new Error(`It was ${JSON.stringify(before)}, and is ${now}.`, { cause: error });
      },
    );
  }

  async #deliveryOf(executionId: string): Promise<{ retryCount: number; deliveries: number }> {
    const [found] = await this.sql<{ retryCount: number; deliveries: number }[]>`
      select j.retry_count as "retryCount", r.deliveries, j.state::text, j.start_after, j.heartbeat_on,
        r.status, r.error_code, now()
      from wdh_queue.job j join pipeline_executions r on r.execution_id = j.id::text
      where j.id = ${executionId} and j.name <> 'dead'`;
    if (found === undefined) throw new Error(`There is no run ${executionId} in the queue.`);
    return found;
  }

  /** Waits until the job of a run is not to be delivered any more. */
  async untilEnded(executionId: string): Promise<void> {
    const hasEnded = async (): Promise<boolean> => {
      const [open] = await this.sql`
        select from wdh_queue.job where id = ${executionId} and state < 'completed'`;
      return open === undefined;
    };
    await untilTrue(hasEnded, 60_000, 'the end of a run');
  }

  /** Waits until a number of runs have begun to load. */
  async untilRunning(count: number): Promise<void> {
    const areRunning = async (): Promise<boolean> => {
      const [loads] = await this.sql<{ count: number }[]>`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and application_name like 'wdh load %'`;
      return loads?.count === count;
    };
    await untilTrue(areRunning, 60_000, `${count} runs`);
  }

  /** Waits until all submitted runs have ended and no job is left to do. */
  async untilIdle(ms = 120_000): Promise<void> {
    const isIdle = async (): Promise<boolean> => {
      const [open] = await this.sql<{ count: number }[]>`
        select (select count(*) from wdh_queue.job where state < 'completed'
            and (name = 'dead' or starts_with(name, 'run/')))::int
          + (select count(*) from pipeline_executions where status in ('queued', 'running'))::int
          as count`;
      return open?.count === 0;
    };
    await untilTrue(isIdle, ms, 'the end of all runs');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([...this.#workers].map((worker) => worker[Symbol.asyncDispose]()));
    await Promise.all(this.#proxies.map((proxy) => proxy[Symbol.asyncDispose]()));
    await this.queue.close();
    await this.sql.end();
    await this.#database?.drop();
    await rm(this.folder, { recursive: true });
  }
}
