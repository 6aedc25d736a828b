import type { Logger } from '@wdh/pipeline-core';
import { Worker } from '../../src/index.js';
import { effects } from '../support/effects-job.js';
import { openWorkerQueue } from '../support/worker-queue.js';

/** What a worker of the tests is started with. */
export interface WorkerArgument {
  readonly connectionUrl: string;
  readonly concurrency?: number;
  readonly drainMs?: number;
}

/** A worker as a process: SIGTERM drains it, a second SIGTERM ends it. */
const { connectionUrl, ...options } = JSON.parse(process.argv[2] ?? '{}') as WorkerArgument;

function loggerOf(context: object): Logger {
  const say =
    (level: string) =>
    (event: string, fields: object = {}): void => {
      const line = { level, event, ...context, ...fields, at: new Date().toISOString() };
      process.stdout.write(`${JSON.stringify(line)}\n`);
    };
  return {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
    bind: (more) => loggerOf({ ...context, ...more }),
  };
}

const logger = loggerOf({});
const queue = await openWorkerQueue(connectionUrl, logger);
const worker = new Worker({ queue, jobs: [effects], logger, ...options });
const drain = new AbortController();
const end = new AbortController();
process.on('SIGTERM', () => {
  const stop = drain.signal.aborted ? end : drain;
  stop.abort();
});
await worker.run({ drain: drain.signal, end: end.signal });
if (end.signal.aborted) process.exit(143);
await queue.close();
// A run that did not end in time would keep the process.
process.exit(0);
