import type { WireSchedule } from '../../../src/wire/queue.js';
import { jobAddress, runAddress } from '../../address/addresses.js';
import { useRole } from '../../api/session.js';
import { type Column, DataTable } from '../../parts/list/data-table.js';
import { Moment, None } from '../../parts/text/moment.js';
import { StatusBadge } from '../../parts/text/status-badge.js';
import { PauseButton } from './pause-button.js';

/** The list of schedules. */
export function SchedulesTable({
  schedules,
  onChange,
}: {
  readonly schedules: readonly WireSchedule[];
  readonly onChange: (schedule: WireSchedule) => void;
}) {
  const canPause = useRole('operator');
  const pause: Column<WireSchedule> = {
    key: 'pause',
    head: 'Pause',
    cell: (schedule) => <PauseButton schedule={schedule} onChange={onChange} />,
  };
  return (
    <DataTable
      caption="Schedules"
      columns={canPause ? [...columns, pause] : columns}
      rows={schedules}
      keyOf={({ name }) => name}
    />
  );
}

const columns: readonly Column<WireSchedule>[] = [
  {
    key: 'name',
    head: 'Schedule',
    isHeading: true,
    cell: ({ name, job, description }) => (
      <div class="schedules-page__name">
        <strong>{name}</strong>
        <span>
          starts <a href={jobAddress(job)}>{job}</a>
        </span>
        {description === name ? null : <span class="muted">{description}</span>}
      </div>
    ),
  },
  {
    key: 'cron',
    head: 'Times',
    cell: ({ cron, timezone }) => (
      <div class="schedules-page__name">
        <code>{cron}</code>
        <span class="muted">{timezone}</span>
      </div>
    ),
  },
  { key: 'state', head: 'State', cell: (schedule) => <State schedule={schedule} /> },
  { key: 'next', head: 'Next times', cell: (schedule) => <NextTimes schedule={schedule} /> },
  { key: 'last', head: 'Last time', cell: ({ last }) => <LastTime last={last} /> },
];

function State({
  schedule: { pausedAt, pausedBy, isFollowed },
}: {
  readonly schedule: WireSchedule;
}) {
  if (pausedAt !== null) {
    return (
      <div class="schedules-page__name">
        <span class="schedules-page__paused">Paused</span>
        <span class="muted">
          {pausedBy === null ? '' : `by ${pausedBy}, `}
          <Moment at={pausedAt} isRelative isQuiet />
        </span>
      </div>
    );
  }
  if (isFollowed) return <span>Active</span>;
  return (
    <div class="schedules-page__name">
      <span class="schedules-page__paused">No worker follows it</span>
      <span class="muted">Start one: wdh worker</span>
    </div>
  );
}

function NextTimes({ schedule: { next, pausedAt } }: { readonly schedule: WireSchedule }) {
  const [first, ...later] = next;
  if (first === undefined) return <None />;
  return (
    <div class={`schedules-page__name${pausedAt === null ? '' : ' schedules-page__idle'}`}>
      <Moment at={first} isRelative isQuiet />
      <ol class="schedules-page__times">
        {[first, ...later].map((at) => (
          <li key={at}>
            <Moment at={at} isQuiet />
          </li>
        ))}
      </ol>
    </div>
  );
}

const outcomes: Readonly<Record<string, string>> = {
  submitted: 'A run was submitted',
  skipped: 'Skipped',
  paused: 'Paused',
  missed: 'Missed',
  failed: 'Failed',
};

function LastTime({ last }: Pick<WireSchedule, 'last'>) {
  if (last === null) return <None />;
  const { at, outcome, reason, executionId, runStatus } = last;
  return (
    <div class="schedules-page__name">
      <Moment at={at} isRelative isQuiet />
      <span>
        {executionId === null ? (
          (outcomes[outcome] ?? outcome)
        ) : (
          <a href={runAddress(executionId)}>{outcomes[outcome] ?? outcome}</a>
        )}
      </span>
      {runStatus === null ? null : (
        <span>
          <StatusBadge status={runStatus} />
        </span>
      )}
      {reason === null ? null : <span class="muted">{reason}</span>}
    </div>
  );
}
