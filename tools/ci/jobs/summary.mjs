/**
 * Reports the results of the jobs in `NEEDS`: in the summary of the run, and on the pull request.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { environment } from '../../checks/jobs/job-environment.mjs';
import { jobResults, jobsWithoutSuccess, resultTable } from './job-results.mjs';

const { NEEDS, PULL_REQUEST, GITHUB_STEP_SUMMARY, GITHUB_SHA = 'this commit' } = environment;
const results = jobResults(NEEDS);
const failed = jobsWithoutSuccess(results);
const summary = `${failed.length === 0 ? 'Ready to merge' : 'Not ready to merge'} (${GITHUB_SHA})\n\n${resultTable(results)}\n`;
console.log(summary);
if (GITHUB_STEP_SUMMARY) appendFileSync(GITHUB_STEP_SUMMARY, summary);
if (PULL_REQUEST) {
  execFileSync('gh', ['pr', 'comment', PULL_REQUEST, '--body', summary], { stdio: 'inherit' });
}
if (failed.length > 0) process.exitCode = 1;
