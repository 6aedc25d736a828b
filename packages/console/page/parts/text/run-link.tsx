import type { WireRunSummary } from '../../../src/wire/runs.js';
import { runAddress } from '../../address/addresses.js';
import './run-link.css';

/** Leads to a run by the name of its job, with the beginning of its id. */
export function RunLink({
  run,
  hasId = true,
}: {
  readonly run: Pick<WireRunSummary, 'executionId' | 'jobName' | 'pipelineName' | 'partition'>;
  /** Where a list is narrow, the name alone. Default true. */
  readonly hasId?: boolean;
}) {
  return (
    <span class="run-link">
      <a href={runAddress(run.executionId)}>{nameOf(run)}</a>
      {run.partition === null ? null : <span class="run-link__partition">{run.partition}</span>}
      {hasId ? (
        <span class="muted code" data-hint={run.executionId}>
          {run.executionId.slice(0, 8)}
        </span>
      ) : null}
    </span>
  );
}

/** Returns the name of a run for people: that of its job, or of its pipeline without a job. */
export function nameOf(run: Pick<WireRunSummary, 'jobName' | 'pipelineName'>): string {
  return run.jobName ?? run.pipelineName;
}
