import type { Logger } from '@wdh/pipeline-core';
import { openQueue, Worker } from '../src/index.js';
import { effects } from '../test/support/effects-job.js';
import { nothingLane } from './nothing-lane.js';

/** A worker of a measurement: it runs the job `effects`, and takes runs of nothing. */
const {
  connectionUrl,
  concurrency = 4,
  hasNothing = false,
} = JSON.parse(process.argv[2] ?? '{}') as {
  readonly connectionUrl: string;
  readonly concurrency?: number;
  readonly hasNothing?: boolean;
};
const say = (event: string): void => {
  if (event === 'worker.started') process.stdout.write(`${event}\n`);
};
const logger: Logger = { debug: say, info: say, warn: say, error: say, bind: () => logger };
const queue = await openQueue({ connectionUrl, migrate: false, supervise: true, poolSize: 3 });
const lanes = hasNothing ? [nothingLane(queue)] : [];
const worker = new Worker({ queue, jobs: [effects], concurrency, logger, lanes });
await worker.run({ drain: new AbortController().signal });
