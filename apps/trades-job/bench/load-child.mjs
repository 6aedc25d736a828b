/**
 * Runs the job `trades` once, and prints one line of JSON about it. A separate process, plain Node on
 * the built packages: nothing is compiled yet, and its memory is that of the run only.
 */
import { runJob } from '@wdh/job';
import { tradesJob } from '../dist/job.js';

const [connectionUrl, input] = process.argv.slice(2);
const usedBefore = process.cpuUsage();
const startedAt = performance.now();
const { status, rows, error } = await runJob(tradesJob, { input }, { connectionUrl });
const ms = performance.now() - startedAt;
const { user, system } = process.cpuUsage(usedBefore);
if (status !== 'success') throw new Error(`The run ended with ${status}: ${error?.message}`);
const peakMb = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, peakMb, inserted: rows.inserted }));
