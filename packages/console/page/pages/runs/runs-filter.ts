import { withQuery } from '../../api/api-path.js';
import type { Sort } from '../../parts/list/head-cell.js';
import { statusWords, type Status } from '../../parts/text/status-badge.js';
import { beginOf } from './time-range.js';

/** What the address of the list says: which runs, and in which order. */
export interface RunsFilter {
  readonly job: string | null;
  readonly statuses: readonly Status[];
  readonly trigger: string | null;
  /** A range that ends now, such as `24h`; null: `from` and `before` say it. */
  readonly range: string | null;
  readonly from: string | null;
  readonly before: string | null;
  readonly text: string | null;
  readonly partition: string | null;
  readonly schedule: string | null;
  readonly sort: Sort;
  readonly cursor: string | null;
}

/** Names in the address of what limits the list. */
export const filterNames = [
  'job',
  'status',
  'trigger',
  'range',
  'from',
  'before',
  'text',
  'partition',
  'schedule',
] as const;

/** Reads the address of the list. */
export function readFilter(query: URLSearchParams): RunsFilter {
  const words = (query.get('status') ?? '').split(',');
  return {
    job: query.get('job'),
    statuses: words.filter((word): word is Status => Object.hasOwn(statusWords, word)),
    trigger: query.get('trigger'),
    range: query.get('range'),
    from: query.get('from'),
    before: query.get('before'),
    text: query.get('text'),
    partition: query.get('partition'),
    schedule: query.get('schedule'),
    sort: { order: query.get('sort') ?? 'started', isAscending: query.get('order') === 'asc' },
    cursor: query.get('cursor'),
  };
}

/** Returns whether an address limits the list. */
export function isFiltered(query: URLSearchParams): boolean {
  return filterNames.some((name) => query.get(name) !== null);
}

/** Returns the path of the API for a filter. */
export function runsPath(filter: RunsFilter, now: Date): string {
  const { sort, range, statuses, ...rest } = filter;
  return withQuery('/runs', {
    job: rest.job,
    status: statuses.join(','),
    trigger: rest.trigger,
    from: range === null ? rest.from : beginOf(range, now),
    before: range === null ? rest.before : null,
    text: rest.text,
    partition: rest.partition,
    schedule: rest.schedule,
    sort: sort.order,
    order: sort.isAscending ? 'asc' : 'desc',
    cursor: rest.cursor,
  });
}
