import { environment } from '../../checks/jobs/job-environment.mjs';
/** Fails unless every job in `NEEDS` succeeded. Needs nothing but Node, as it runs without npm ci. */
import { jobResults, jobsWithoutSuccess } from './job-results.mjs';

const results = jobResults(environment.NEEDS);
const jobs = Object.keys(results);
const failed = jobsWithoutSuccess(results);
console.log(failed.join('\n') || `All succeeded: ${jobs.join(', ')}`);
if (failed.some((job) => job.endsWith(': skipped'))) {
  console.log('Skipped jobs have no result: the label ready-for-merge starts the full check.');
}
if (jobs.length === 0) console.log('NEEDS is empty: there is no result of any job.');
if (failed.length > 0 || jobs.length === 0) process.exitCode = 1;
