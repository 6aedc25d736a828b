import type { WireRunSummary } from '../../../src/wire/runs.js';
import type { RunsFilter } from './runs-filter.js';
import { beginOf } from './time-range.js';

/** A list after runs have changed. */
export interface Merged {
  /** The rows of before in their places, with their new values. */
  readonly rows: readonly WireRunSummary[];
  /** Runs that belong to the list and are not in it, the latest first. */
  readonly added: readonly WireRunSummary[];
}

/** What a list shows: its filter, and where its page ends. */
export interface Shown {
  readonly filter: RunsFilter;
  readonly now: Date;
  /** Whether earlier runs are on another page. */
  readonly hasMore: boolean;
}

/** Puts changed runs into a list without moving a row. */
export function mergeRuns(
  rows: readonly WireRunSummary[],
  changed: readonly WireRunSummary[],
  { filter, now, hasMore }: Shown,
): Merged {
  const byId = new Map(changed.map((run) => [run.executionId, run]));
  const known = new Set(rows.map(({ executionId }) => executionId));
  const from = (filter.range === null ? filter.from : beginOf(filter.range, now)) ?? '';
  const end = hasMore ? (rows.at(-1)?.startedAt ?? '') : '';
  const isOnPage = ({ startedAt }: WireRunSummary): boolean =>
    !(Date.parse(startedAt) < Date.parse(from)) && startedAt >= end;
  return {
    rows: rows.map((row) => byId.get(row.executionId) ?? row),
    added: [...byId.values()]
      .filter((run) => !known.has(run.executionId) && isOnPage(run) && belongs(run, filter))
      .sort(latestFirst),
  };
}

/** Puts runs into a list where they belong by their start, each once. */
export function insertRuns(
  rows: readonly WireRunSummary[],
  added: readonly WireRunSummary[],
): readonly WireRunSummary[] {
  const ids = new Set(added.map(({ executionId }) => executionId));
  return [...added, ...rows.filter(({ executionId }) => !ids.has(executionId))].sort(latestFirst);
}

function latestFirst(one: WireRunSummary, other: WireRunSummary): number {
  const keyOf = ({ startedAt, executionId }: WireRunSummary): string =>
    `${startedAt} ${executionId}`;
  return keyOf(one) < keyOf(other) ? 1 : -1;
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
