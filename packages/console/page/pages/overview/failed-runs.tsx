import type { WireRunSummary } from '../../../src/wire/runs.js';
import { runsAddress } from '../../address/addresses.js';
import { Moment } from '../../parts/text/moment.js';
import { RunLink } from '../../parts/text/run-link.js';
import { StatusBadge } from '../../parts/text/status-badge.js';

/** What failed since yesterday, and why. */
export function FailedRuns({ runs }: { readonly runs: readonly WireRunSummary[] }) {
  return (
    <section class="card" aria-labelledby="overview-failed">
      <h2 id="overview-failed">Failed since yesterday</h2>
      {runs.length === 0 ? <p class="muted">Nothing failed.</p> : null}
      <ul class="overview__list">
        {runs.map((run) => (
          <li key={run.executionId}>
            <StatusBadge status={run.status} />
            <RunLink run={run} hasId={false} />
            <span class="overview__end muted">
              <Moment at={run.completedAt ?? run.startedAt} isRelative />
            </span>
            <p class="overview__reason">
              {run.errorMessage ?? 'Its process ended before it could say why.'}
            </p>
          </li>
        ))}
      </ul>
      {runs.length === 0 ? null : (
        <p>
          <a href={runsAddress({ status: 'failed,abandoned' })}>See all failed runs</a>
        </p>
      )}
    </section>
  );
}
