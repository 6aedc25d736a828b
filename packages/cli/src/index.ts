export { runJobCommand } from './job-command/run-job-command.js';
export { describeError, type JobFailure } from './outcome/describe-error.js';
export type { JobSummary, RowCounts } from './outcome/job-summary.js';
export { runWdh } from './program/run-wdh.js';
export { describeNewJob } from './commands/new/describe-new-job.js';
export type { NewJob, NewJobOptions } from './new-job/design-job.js';
export { newJob } from './new-job/new-job.js';
