import type { WireRunSummary } from '../../../src/wire/runs.js';
import { runsAddress } from '../../address/addresses.js';
import { Lasting } from '../../parts/text/lasting.js';
import { Moment } from '../../parts/text/moment.js';
import { RunLink } from '../../parts/text/run-link.js';
import { StatusBadge } from '../../parts/text/status-badge.js';

const shown = 8;

/** What runs now, and what waits. */
export function ActiveRuns({
  running,
  queued,
  count,
}: {
  readonly running: readonly WireRunSummary[];
  readonly queued: readonly WireRunSummary[];
  /** How many there are: the lists may hold fewer. */
  readonly count: number;
}) {
  const all = [...running, ...queued];
  return (
    <section class="card" aria-labelledby="overview-active">
      <h2 id="overview-active">Running now</h2>
      {all.length === 0 ? <p class="muted">Nothing runs, and nothing waits.</p> : null}
      <ul class="overview__list">
        {all.slice(0, shown).map((run) => (
          <li key={run.executionId}>
            <StatusBadge status={run.status} />
            <RunLink run={run} hasId={false} />
            <span class="overview__end muted">
              {run.status === 'queued' ? (
                <Moment at={run.startedAt} isRelative />
              ) : (
                <Lasting since={run.startedAt} />
              )}
            </span>
          </li>
        ))}
      </ul>
      {count > Math.min(shown, all.length) ? (
        <p>
          <a href={runsAddress({ status: 'running,queued' })}>See all {count}</a>
        </p>
      ) : null}
    </section>
  );
}
