import type { WireOverview } from '../../../src/wire/overview.js';
import { jobAddress } from '../../address/addresses.js';
import { Moment } from '../../parts/text/moment.js';
import { Quantity } from '../../parts/text/quantity.js';

/** When schedules request their next runs. */
export function NextSchedules({ next }: { readonly next: WireOverview['next'] }) {
  return (
    <section class="card" aria-labelledby="overview-next">
      <h2 id="overview-next">Next schedules</h2>
      {next.length === 0 ? <p class="muted">No schedule is set up.</p> : null}
      <ul class="overview__list">
        {next.map(({ schedule, job, at, isPaused }) => (
          <li key={`${schedule} ${at}`}>
            <a href={jobAddress(job)}>{schedule}</a>
            {isPaused ? <span class="overview__paused">paused</span> : null}
            <span class="overview__end">
              <Moment at={at} />{' '}
              <span class="muted">({<Moment at={at} isRelative isQuiet />})</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How much waits in the queue. */
export function QueueDepth({ queue }: { readonly queue: NonNullable<WireOverview['queue']> }) {
  const { ready, delayed, running, dead, workers } = queue;
  return (
    <section class="card" aria-labelledby="overview-queue">
      <h2 id="overview-queue">Queue</h2>
      <dl class="overview__figures">
        <Figure label="Ready" of={ready} />
        <Figure label="Delayed" of={delayed} />
        <Figure label="Running" of={running} />
        <Figure label="Failed for good" of={dead} tone="danger" />
        <Figure label="Workers" of={workers} />
      </dl>
    </section>
  );
}

function Figure({
  label,
  of,
  tone,
}: {
  readonly label: string;
  readonly of: number;
  readonly tone?: 'danger';
}) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <Quantity of={of} {...(tone === undefined ? {} : { tone })} />
      </dd>
    </div>
  );
}
