import type { WireRunSummary } from '../../../src/wire/runs.js';
import type { Column } from '../../parts/list/data-table.js';
import { Lasting } from '../../parts/text/lasting.js';
import { Moment, None } from '../../parts/text/moment.js';
import { Quantity } from '../../parts/text/quantity.js';
import { RunLink } from '../../parts/text/run-link.js';
import { StatusBadge } from '../../parts/text/status-badge.js';
import { triggerWords } from '../../parts/text/trigger-words.js';

/** The columns of the list of runs. */
export const runColumns: readonly Column<WireRunSummary>[] = [
  {
    key: 'status',
    head: 'Status',
    cell: ({ status }) => <StatusBadge status={status} />,
    isHeading: true,
  },
  { key: 'run', head: 'Run', cell: (run) => <RunCell run={run} />, isHeading: true },
  {
    key: 'trigger',
    head: 'Trigger',
    cell: ({ trigger, schedule, requestedBy }) =>
      trigger === null ? (
        <None />
      ) : (
        <span data-hint={schedule ?? requestedBy ?? undefined}>{triggerWords[trigger]}</span>
      ),
  },
  {
    key: 'started',
    head: 'Started',
    order: 'started',
    cell: ({ startedAt }) => <Moment at={startedAt} isQuiet />,
  },
  {
    key: 'ended',
    head: 'Ended',
    order: 'ended',
    cell: ({ completedAt, startedAt }) => <Moment at={completedAt} after={startedAt} isQuiet />,
  },
  {
    key: 'duration',
    head: 'Duration',
    order: 'duration',
    isNumber: true,
    cell: ({ durationMs, status, startedAt }) =>
      status === 'running' ? <Lasting since={startedAt} /> : <Lasting ms={durationMs} />,
  },
  {
    key: 'read',
    head: 'Read',
    order: 'read',
    isNumber: true,
    cell: ({ rows }) => <Quantity of={rows?.read ?? null} />,
  },
  {
    key: 'loaded',
    head: 'Loaded',
    order: 'loaded',
    isNumber: true,
    cell: ({ rows }) => <Quantity of={rows?.loaded ?? null} />,
  },
  {
    key: 'rejected',
    head: 'Rejected',
    order: 'rejected',
    isNumber: true,
    cell: ({ rows }) => <Quantity of={rows?.rejected ?? null} tone="danger" />,
  },
  {
    key: 'warnings',
    head: 'Warnings',
    isNumber: true,
    cell: ({ warnings }) => <Quantity of={warnings} tone="warning" />,
  },
  {
    key: 'failedChecks',
    head: 'Failed checks',
    isNumber: true,
    cell: ({ failedChecks }) => <Quantity of={failedChecks} tone="danger" />,
  },
];

function RunCell({ run }: { readonly run: WireRunSummary }) {
  const hasError = run.status === 'failed' || run.status === 'abandoned';
  return (
    <div class="runs__run">
      <RunLink run={run} />
      {hasError && run.errorMessage !== null ? (
        <p class="runs__reason" data-hint={run.errorMessage}>
          {run.errorMessage}
        </p>
      ) : null}
    </div>
  );
}
