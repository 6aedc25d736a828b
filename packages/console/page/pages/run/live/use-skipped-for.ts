import type { WireRun, WireRunSummary } from '../../../../src/wire/runs.js';
import type { WirePage } from '../../../../src/wire/wire.js';
import { withQuery } from '../../../api/api-path.js';
import { useAnswer } from '../../../api/use-answer.js';
import { loadedBefore } from './loaded-before.js';

/** Earlier runs that are searched. */
const mostRuns = 100;

/** Returns the run because of which a skipped run was skipped; null if it is none, or not found. */
export function useSkippedFor(run: WireRun['run']): WireRunSummary | null {
  const { status, jobName: job, startedAt: before } = run;
  const query = { job, status: 'success', before, limit: mostRuns };
  const isSkipped = status === 'skipped' && job !== null;
  const { data } = useAnswer<WirePage<WireRunSummary>>(
    isSkipped ? withQuery('/runs', query) : null,
  );
  return data === undefined ? null : loadedBefore(run, data.items);
}
