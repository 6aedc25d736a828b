import { ExecutionEnded, type RunSummary } from '@wdh/runs';
import { LoadError } from '@wdh/warehouse-loader';
import type { PlannedOutcome } from './run-notes.js';
import { noRows, type RunOutcome } from './run-outcome.js';

/** Returns the run that had ended before it was delivered; null for any other error. */
export function endedRunOf(error: unknown): RunSummary | null {
  const cause = error instanceof LoadError ? error.cause : error;
  return cause instanceof ExecutionEnded ? cause.run : null;
}

/** Returns the recorded outcome of a run that had ended before it was delivered. */
export function endedOutcome(planned: PlannedOutcome, run: RunSummary): RunOutcome {
  const { status, target, attempts, durationMs, rows, inputFilePath: name } = run;
  const { read, inserted, updated, unchanged, superseded, deleted, rejected, filtered, added } =
    rows ?? { ...noRows };
  return {
    ...planned,
    target,
    status: status === 'success' || status === 'rehearsed' ? status : 'skipped',
    rows: { read, inserted, updated, unchanged, superseded, deleted, rejected, filtered, added },
    attempts,
    durationMs: durationMs ?? 0,
    spend: run.spend,
    source: name === null ? null : { name, sizeBytes: run.inputSizeBytes, sha256: run.inputSha256 },
    previousExecutionId: null,
    previousRun: null,
    droppedColumns: [],
    hint: null,
    hadEnded: true,
    error: null,
  };
}
