import type { WireJob, WireRunMark } from '../../../src/wire/jobs.js';
import { runAddress, runsAddress } from '../../address/addresses.js';
import { type Column, DataTable } from '../../parts/list/data-table.js';
import { Notice } from '../../parts/notice/notice.js';
import { Lasting } from '../../parts/text/lasting.js';
import { Moment } from '../../parts/text/moment.js';
import { Quantity } from '../../parts/text/quantity.js';
import { StatusBadge } from '../../parts/text/status-badge.js';
import { RunStrip } from '../../strip/run-strip.js';

const shownRuns = 8;

/** The last runs of a job: a strip of colours, and the latest of them as a list. */
export function LastRuns({ job: { name, lastRuns } }: { readonly job: WireJob }) {
  if (lastRuns.length === 0) {
    return (
      <Notice kind="empty" title="This job has not run yet">
        <p>Launch it here, or by wdh run {name}.</p>
      </Notice>
    );
  }
  return (
    <section class="card job-page__runs">
      <h2>Last runs</h2>
      <RunStrip label={`Last runs of ${name}, the latest last`} runs={lastRuns} />
      <DataTable
        caption={`Last runs of ${name}`}
        columns={columns}
        rows={lastRuns.slice(0, shownRuns)}
        keyOf={({ executionId }) => executionId}
      />
      <p>
        <a href={runsAddress({ job: name })}>All runs of this job</a>
      </p>
    </section>
  );
}

const columns: readonly Column<WireRunMark>[] = [
  {
    key: 'started',
    head: 'Started',
    isHeading: true,
    cell: ({ executionId, startedAt }) => (
      <a href={runAddress(executionId)}>
        <Moment at={startedAt} isQuiet />
      </a>
    ),
  },
  { key: 'status', head: 'Status', cell: ({ status }) => <StatusBadge status={status} /> },
  {
    key: 'duration',
    head: 'Duration',
    isNumber: true,
    cell: ({ status, durationMs, startedAt }) => (
      <Lasting ms={durationMs} since={status === 'running' ? startedAt : null} />
    ),
  },
  {
    key: 'read',
    head: 'Read',
    isNumber: true,
    cell: ({ rows }) => <Quantity of={rows?.read ?? null} />,
  },
  {
    key: 'loaded',
    head: 'Loaded',
    isNumber: true,
    cell: ({ rows }) => <Quantity of={rows?.loaded ?? null} />,
  },
  {
    key: 'rejected',
    head: 'Rejected',
    isNumber: true,
    cell: ({ rows }) => <Quantity of={rows?.rejected ?? null} tone="danger" />,
  },
];
