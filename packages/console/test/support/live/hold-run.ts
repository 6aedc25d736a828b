import { runJob } from '@wdh/job';
import { gatedJob } from './gated-job.js';

/** Starts a run that waits for ever after its first row, and prints that it waits. */
const [connectionUrl = '', executionId = ''] = process.argv.slice(2);
const { job, begun } = gatedJob('held');
void begun.then(() => process.stdout.write('begun\n'));
const stay = setInterval(() => undefined, 60_000);
await runJob(job, {}, { connectionUrl, executionId, migrate: false });
clearInterval(stay);
