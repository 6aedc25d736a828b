import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import type { LogContext, Logger } from '@wdh/pipeline-core';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { openQueue, type Queue, Worker, type WorkerOptions } from '../../src/index.js';

/** An event that a worker logged. */
export interface LoggedEvent {
  readonly event: string;
  readonly context: LogContext;
}

/** A worker that runs. */
export interface StartedWorker {
  readonly worker: Worker;
  readonly log: readonly LoggedEvent[];
  readonly drain: AbortController;
  readonly end: AbortController;
  /** Settles when the worker has stopped. */
  readonly stopped: Promise<void>;
}

/** A queue in a database for one test file, whose workers end after each test. */
export interface UsedWorkers {
  readonly url: string;
  readonly sql: postgres.Sql;
  readonly queue: Queue;
  /** Starts a worker, and waits until it takes runs. */
  start(options: Omit<WorkerOptions, 'queue' | 'logger'>): Promise<StartedWorker>;
}

/** Opens a queue before the tests of a file, and drops its database after them. */
export function useWorkers(): UsedWorkers {
  let database: TestDatabase;
  let sql: postgres.Sql;
  let queue: Queue;
  const started: StartedWorker[] = [];
  beforeAll(async () => {
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 2, onnotice: () => undefined });
    await sql`create table letters (letter text not null)`;
    queue = await openQueue({ connectionUrl: database.url, supervise: true, poolSize: 3 });
  });
  afterEach(async () => {
    for (const { drain } of started) drain.abort();
    await Promise.all(started.splice(0).map(({ stopped }) => stopped));
  });
  afterAll(async () => {
    await queue.close();
    await sql.end();
    await database.drop();
  });

  const start: UsedWorkers['start'] = async (options) => {
    const log: LoggedEvent[] = [];
    const worker = new Worker({ ...options, queue, logger: loggerInto(log) });
    const [drain, end] = [new AbortController(), new AbortController()];
    const stopped = worker.run({ drain: drain.signal, end: end.signal });
    const one = { worker, log, drain, end, stopped };
    started.push(one);
    const isWorking = (): boolean => worker.health().isHealthy;
    while (!isWorking()) await Promise.race([new Promise((next) => setTimeout(next, 10)), stopped]);
    return one;
  };
  return {
    get url() {
      return database.url;
    },
    get sql() {
      return sql;
    },
    get queue() {
      return queue;
    },
    start,
  };
}

function loggerInto(log: LoggedEvent[]): Logger {
  const record = (event: string, context: LogContext = {}): void => {
    log.push({ event, context });
  };
  const logger: Logger = {
    debug: () => undefined,
    info: record,
    warn: record,
    error: record,
    bind: () => logger,
  };
  return logger;
}
