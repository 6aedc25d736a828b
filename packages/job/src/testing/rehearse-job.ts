import {
  ErrorThresholdExceededError,
  type RejectedRow,
  RowRejectedError,
  type RowNotice,
} from '@wdh/pipeline-core';
import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';
import { planRun } from '../run/plan-run.js';
import type { JobTestResult } from './job-test-result.js';

/** Runs source and steps of a job without a database. */
export async function rehearseJob<Row extends object>(
  job: Job<object, Row>,
  request: RunRequest,
): Promise<JobTestResult<Row>> {
  const { plan, input, onBadRow, errorThreshold } = await planRun(job, request);
  const acceptsAnyMalformed = errorThreshold === 1;
  const source = plan.source.open(input, { encoding: request.encoding, acceptsAnyMalformed });
  const pipeline = plan.pipeline({ stopOnError: onBadRow === 'stop', errorThreshold });
  const warnings: RowNotice[] = [];
  const observer = { onWarning: (warning: RowNotice) => void warnings.push(warning) };
  const run = pipeline.stream(source.read(), { observer });
  const rows: object[] = [];
  const rejected: RejectedRow[] = [];
  let failed = false;
  try {
    for await (const batch of run) {
      rows.push(...batch.rows);
      rejected.push(...batch.rejected);
    }
  } catch (error) {
    if (!(error instanceof RowRejectedError || error instanceof ErrorThresholdExceededError)) {
      throw error;
    }
    failed = true;
  } finally {
    await source.close?.();
  }
  // The declaration has checked that the last step returns such rows.
  return { rows: failed ? [] : (rows as Row[]), rejected, warnings, ledger: run.ledger, failed };
}
