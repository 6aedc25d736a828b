export { testJob, type JobTestResult, type TestInput, type TestJobOptions } from './test-job.js';
