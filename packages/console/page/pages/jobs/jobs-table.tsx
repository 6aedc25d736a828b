import type { WireJobSummary } from '../../../src/wire/jobs.js';
import { jobAddress, launchAddress } from '../../address/addresses.js';
import { useRole } from '../../api/session.js';
import { formatShare } from '../../formats/format-quantity.js';
import { ButtonLink } from '../../parts/form/button.js';
import { type Column, DataTable } from '../../parts/list/data-table.js';
import { Lasting } from '../../parts/text/lasting.js';
import { Moment, None } from '../../parts/text/moment.js';
import { Quantity } from '../../parts/text/quantity.js';
import { RunStrip } from '../../strip/run-strip.js';
import type { NextTimes } from './next-times.js';

/** The list of jobs. */
export function JobsTable({
  jobs,
  next,
}: {
  readonly jobs: readonly WireJobSummary[];
  readonly next: NextTimes;
}) {
  const canLaunch = useRole('operator');
  const starts: Column<WireJobSummary> = {
    key: 'starts',
    head: 'Starts by',
    cell: ({ schedules, watches }) => <Starters {...{ schedules, watches, next }} />,
  };
  const shown = [...columns, starts, ...(canLaunch ? [launchColumn] : [])];
  return <DataTable caption="Jobs" columns={shown} rows={jobs} keyOf={({ name }) => name} />;
}

const columns: readonly Column<WireJobSummary>[] = [
  {
    key: 'name',
    head: 'Job',
    isHeading: true,
    cell: (job) => (
      <div class="jobs-page__job">
        <a href={jobAddress(job.name)}>{job.name}</a>
        {job.isRegistered ? null : <span class="jobs-page__old">not in the project any more</span>}
        <span class="muted">{job.description}</span>
      </div>
    ),
  },
  {
    key: 'runs',
    head: 'Last runs',
    cell: ({ name, lastRuns }) =>
      lastRuns.length === 0 ? (
        <span class="muted">no runs yet</span>
      ) : (
        <RunStrip label={`Last runs of ${name}, the latest last`} runs={lastRuns} />
      ),
  },
  {
    key: 'last',
    head: 'Last run',
    cell: ({ lastRuns: [last] }) => <Moment at={last?.startedAt ?? null} isRelative isQuiet />,
  },
  {
    key: 'success',
    head: 'Success',
    isNumber: true,
    cell: ({ statistics: { successRate } }) =>
      successRate === null ? <None /> : <span>{formatShare(successRate)}</span>,
  },
  {
    key: 'duration',
    head: 'Usual duration',
    isNumber: true,
    cell: ({ statistics: { medianDurationMs } }) => <Lasting ms={medianDurationMs} />,
  },
  {
    key: 'rows',
    head: 'Usual rows',
    isNumber: true,
    cell: ({ statistics: { medianLoaded } }) => <Quantity of={medianLoaded} />,
  },
];

const launchColumn: Column<WireJobSummary> = {
  key: 'launch',
  head: 'Launch',
  cell: ({ name, isRegistered }) =>
    isRegistered ? (
      <ButtonLink href={launchAddress(name)} icon="play">
        Launch<span class="unseen"> {name}</span>
      </ButtonLink>
    ) : null,
};

/** What starts a job by itself. */
function Starters({
  schedules,
  watches,
  next,
}: Pick<WireJobSummary, 'schedules' | 'watches'> & { readonly next: NextTimes }) {
  if (schedules.length + watches.length === 0) return <None />;
  return (
    <ul class="jobs-page__starters">
      {schedules.map((name) => (
        <li key={name}>
          <a href={`schedules?text=${encodeURIComponent(name)}`}>{name}</a>
          <NextTime at={next.get(name)} />
        </li>
      ))}
      {watches.map((name) => (
        <li key={name}>
          <a href={`watches?text=${encodeURIComponent(name)}`}>{name}</a>
        </li>
      ))}
    </ul>
  );
}

function NextTime({ at }: { readonly at: string | null | undefined }) {
  if (at === undefined) return null;
  return <div class="muted">{at === null ? 'paused' : <Moment at={at} isRelative isQuiet />}</div>;
}
