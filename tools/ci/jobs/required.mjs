/** Fails unless every job in `NEEDS` succeeded. Needs nothing but Node, as it runs without npm ci. */
import { jobResults, jobsWithoutSuccess } from './job-results.mjs';
import { environment } from './job-environment.mjs';

const results = jobResults(environment.NEEDS);
const failed = jobsWithoutSuccess(results);
console.log(failed.join('\n') || `All succeeded: ${Object.keys(results).join(', ')}`);
if (failed.length > 0) process.exitCode = 1;
