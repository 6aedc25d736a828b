import type { WireRunSummary } from '../../../src/wire/runs.js';
import type { RunsFilter } from './runs-filter.js';

/** A list after runs have changed. */
export interface Merged {
  /** The rows of before in their places, with their new values. */
  readonly rows: readonly WireRunSummary[];
  /** Runs that belong to the list and are not in it, the latest first. */
  readonly added: readonly WireRunSummary[];
}

/** Puts changed runs into a list without moving a row. */
export function mergeRuns(
  rows: readonly WireRunSummary[],
  changed: readonly WireRunSummary[],
  filter: RunsFilter,
): Merged {
  const byId = new Map(changed.map((run) => [run.executionId, run]));
  const known = new Set(rows.map(({ executionId }) => executionId));
  return {
    rows: rows.map((row) => byId.get(row.executionId) ?? row),
    added: [...byId.values()]
      .filter((run) => !known.has(run.executionId) && belongs(run, filter))
      .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1)),
  };
}

/** Returns whether new runs are looked for: on the first page, the latest first. */
export function takesNewRuns({ sort, cursor, before, range }: RunsFilter): boolean {
  const isOpen = range !== null || before === null;
  return cursor === null && sort.order === 'started' && !sort.isAscending && isOpen;
}

function belongs(run: WireRunSummary, filter: RunsFilter): boolean {
  const { job, statuses, trigger, text, partition, schedule } = filter;
  return (
    (job === null || run.jobName === job) &&
    (statuses.length === 0 || statuses.includes(run.status)) &&
    (trigger === null || trigger.split(',').includes(run.trigger ?? '')) &&
    (partition === null || run.partition === partition) &&
    (schedule === null || run.schedule === schedule) &&
    (text === null || matches(run, text.toLowerCase()))
  );
}

function matches({ executionId, errorCode, errorMessage }: WireRunSummary, text: string): boolean {
  return (
    executionId.startsWith(text) ||
    `${errorCode ?? ''} ${errorMessage ?? ''}`.toLowerCase().includes(text)
  );
}
