import type { RunOutcome } from '@wdh/job';
import { describeError } from './describe-error.js';
import type { JobSummary } from './job-summary.js';

/** Returns the outcome of a run in the form in which it is shown, and written for scripts. */
export function summaryOf(outcome: RunOutcome): JobSummary {
  const { executionId, jobName, status, target, rows, attempts, durationMs, input } = outcome;
  const { source, hint, previousRun, spend, error } = outcome;
  const { added, ...counts } = rows;
  const failure = error === null ? null : describeError(error);
  return {
    executionId,
    pipelineName: jobName,
    // A script of the first version knows a run that was cancelled as one that failed.
    status: status === 'cancelled' ? 'failed' : status,
    table: target,
    rows: added === 0 ? counts : { ...counts, added },
    attempts,
    durationMs,
    ...(spend === null ? {} : { spend }),
    inputFile: input,
    inputSha256: source?.sha256 ?? null,
    hint,
    previousRun,
    error: failure === null ? null : { code: failure.code, message: failure.message },
  };
}
