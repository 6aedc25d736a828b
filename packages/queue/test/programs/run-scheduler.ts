import { openQueue, Scheduler } from '../../src/index.js';
import { nightSchedules } from '../support/night-schedules.js';
import { printingLogger } from '../support/printing-logger.js';

/** What a scheduler of the tests is started with. */
export interface SchedulerArgument {
  readonly connectionUrl: string;
  /** SQL for the present time. */
  readonly clock: string;
}

/** A scheduler as a process, which looks at the clock all the time; SIGTERM ends it. */
const { connectionUrl, clock } = JSON.parse(process.argv[2] ?? '{}') as SchedulerArgument;
const logger = printingLogger();
const queue = await openQueue({ connectionUrl, logger, migrate: false });
const schedules = new Map(nightSchedules.map((schedule) => [schedule.name, schedule]));
const scheduler = new Scheduler({ queue, schedules, logger, clock, longestWaitMs: 20 });
const stop = new AbortController();
process.on('SIGTERM', () => {
  stop.abort();
});
await scheduler.pass();
process.stdout.write('following\n');
await scheduler.run(stop.signal);
await queue.close();
