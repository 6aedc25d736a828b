/** Cancels the run that this job belongs to: what failed here has decided it. */
import { spawnSync } from 'node:child_process';
import { environment } from '../../checks/jobs/job-environment.mjs';

const { status } = spawnSync('gh', ['run', 'cancel', environment.GITHUB_RUN_ID ?? ''], {
  stdio: 'inherit',
});
// The token of a stranger's pull request may not cancel: then the other jobs run to their ends.
if (status !== 0) console.log('The run was not cancelled.');
