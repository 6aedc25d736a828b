/** Cancels the run of this job, because its failure decides the result. */
import { spawnSync } from 'node:child_process';
import { environment } from '../../checks/jobs/job-environment.mjs';

const { status } = spawnSync('gh', ['run', 'cancel', environment.GITHUB_RUN_ID ?? ''], {
  stdio: 'inherit',
});
// The token of an external pull request may not cancel; the other jobs then run to their end.
if (status !== 0) console.log('The run was not cancelled.');
