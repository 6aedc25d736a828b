export type { JobTestResult } from './job-test-result.js';
export { testJob, type TestInput, type TestJobOptions } from './test-job.js';
