import type { RejectedRow } from '@wdh/pipeline-core';
import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';
import { runJob } from '../run/run-job.js';
import type { RunOutcome } from '../run/run-outcome.js';
import { pathOf } from '../sources/path-of.js';
import type { JobTestResult } from './job-test-result.js';
import { rehearseJob } from './rehearse-job.js';
import { withRows } from './with-rows.js';

/** Rows of the job's source, or a file that the source reads. */
export type TestInput<Raw extends object> = readonly Raw[] | string | URL;

/** How a test runs a job: everything of a request but the input. */
export interface TestJobOptions extends Omit<RunRequest, 'input' | 'version'> {
  /** A test database: the job runs against it, with its migrations. Default: no database. */
  readonly connectionUrl?: string | undefined;
}

/**
 * Runs a job in a test: without a database on rows in memory or on a file, or against a test
 * database.
 *
 * @throws WdhError when the input cannot be read, a step throws, or the request is invalid. Rejected
 * rows do not throw.
 * @example
 * const { rows, rejected } = await testJob(people, [{ id: '1', name: 'Ada' }]);
 * @example
 * const outcome = await testJob(people, 'test/people.csv', { connectionUrl });
 */
export function testJob<Raw extends object, Row extends object>(
  job: Job<Raw, Row>,
  input: TestInput<Raw>,
  options: TestJobOptions & { readonly connectionUrl: string },
): Promise<RunOutcome & { readonly rejected: readonly RejectedRow[] }>;
export function testJob<Raw extends object, Row extends object>(
  job: Job<Raw, Row>,
  input: TestInput<Raw>,
  options?: Omit<TestJobOptions, 'connectionUrl'>,
): Promise<JobTestResult<Row>>;
export async function testJob<Raw extends object, Row extends object>(
  job: Job<Raw, Row>,
  input: TestInput<Raw>,
  { connectionUrl, ...request }: TestJobOptions = {},
): Promise<JobTestResult<Row> | RunOutcome> {
  const tested = isFile(input) ? job : withRows(job, input);
  const asked = isFile(input) ? { ...request, input: pathOf(input) } : request;
  if (connectionUrl === undefined) return rehearseJob(tested, asked);
  const rejected: RejectedRow[] = [];
  const outcome = await runJob(tested, asked, {
    connectionUrl,
    onRejected: async (rows) => {
      // Another attempt begins from the first row.
      rejected.length = 0;
      for await (const row of rows) rejected.push(row);
    },
  });
  return { ...outcome, rejected };
}

function isFile(input: TestInput<object>): input is string | URL {
  return typeof input === 'string' || input instanceof URL;
}
