import { defineWatch, type WatchDeclaration } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import { FolderWatches, openQueue, Worker } from '../../src/index.js';
import { notes } from '../support/notes-job.js';
import { StopPoints } from './stop-points.js';

/** What a worker with a watched folder is started with. */
export interface WatchArgument {
  readonly connectionUrl: string;
  readonly watch: Omit<WatchDeclaration, 'job' | 'pattern'>;
  /** The source of a regular expression. */
  readonly pattern: string;
  /** The moment at which it kills itself. Default: never. */
  readonly killAt?: number;
  /** Default `SIGKILL`. */
  readonly killBy?: NodeJS.Signals;
  /** Whether it runs the runs, beside watching. Default true. */
  readonly isWorking?: boolean;
}

const {
  connectionUrl,
  watch,
  pattern,
  killAt = 0,
  killBy = 'SIGKILL',
  isWorking = true,
} = JSON.parse(process.argv[2] ?? '') as WatchArgument;

function loggerOf(context: object): Logger {
  const say = (event: string, fields: object = {}): void => {
    process.stdout.write(`${event} ${JSON.stringify({ ...context, ...fields })}\n`);
  };
  return {
    debug: say,
    info: say,
    warn: say,
    error: say,
    bind: (more) => loggerOf({ ...context, ...more }),
  };
}

const points = new StopPoints(killAt, killBy);
const logger = loggerOf({});
const opened = await openQueue({
  connectionUrl,
  logger,
  migrate: false,
  supervise: true,
  poolSize: 3,
});
const queue = { ...opened, transact: points.watchCommits((work) => opened.transact(work)) };
points.watchFiles(String(watch.folder));
const watches = new FolderWatches({
  watches: [defineWatch({ ...watch, job: notes, pattern: new RegExp(pattern) })],
  ...{ queue, logger },
});
const drain = new AbortController();
process.on('SIGTERM', () => {
  drain.abort();
});
if (isWorking) {
  const worker = new Worker({
    ...{ queue: opened, jobs: [notes], concurrency: 2, migrate: false, logger },
    services: [watches],
    prepareJob: (job, id) => watches.prepareJob(job, id),
  });
  await worker.run({ drain: drain.signal });
} else await watches.run(drain.signal);
await opened.close();
