import type { Queryable } from '@wdh/postgres';
import type { RunStatus } from '../../run-status.js';
import { runQueryInvalid } from '../../statements/run-query-invalid.js';
import { instantOf } from '../run-filter.js';
import { checkZone } from './check-zone.js';

/** The runs that ended on one day. */
export interface RunDay {
  /** Such as `2026-01-31`. */
  readonly day: string;
  /** Rows that successful runs loaded. */
  readonly loaded: number;
  /** Rows that successful runs rejected. */
  readonly rejected: number;
  readonly succeeded: number;
  /** Failed or abandoned. */
  readonly failed: number;
}

/** What runs now, and what has run in the last days. */
export interface RunActivity {
  /** How many runs wait and run now. */
  readonly open: Readonly<Record<'queued' | 'running', number>>;
  /** The earliest first, without gaps; today is the last. */
  readonly days: readonly RunDay[];
  /** The beginning of yesterday. */
  readonly sinceYesterday: Date;
  /** How many runs have ended since then, by status. */
  readonly ended: Readonly<Partial<Record<RunStatus, number>>>;
}

/** Options of `activity`. */
export interface ActivityOptions {
  /** Whose days are meant: a name of the zone database, such as `Asia/Shanghai`. Default UTC. */
  readonly zone?: string | undefined;
  /** 1 to 366. Default 30. */
  readonly days?: number | undefined;
  /** A time of the last day. Default: now, by the server. */
  readonly now?: Date | undefined;
}

/**
 * Counts runs and rows by the day on which the runs ended, in a time zone.
 *
 * @throws WdhError `RUN_QUERY_INVALID`
 */
export async function activityOf(
  on: Queryable,
  options: ActivityOptions = {},
): Promise<RunActivity> {
  const { zone = 'UTC', days = 30, now } = options;
  checkZone(zone);
  if (!Number.isInteger(days) || days < 1 || days > 366) {
    throw runQueryInvalid('days must be a whole number from 1 to 366');
  }
  const at = now === undefined ? null : instantOf(now).toISOString();
  const [present] = await on.query<Present>(
    `select (extract(epoch from ${beginningOf(`(${today} - interval '1 day')`)}) * 1000)::float8 as "sinceMs",
       (select count(*)::int from public.pipeline_executions where status = 'queued') as "queued",
       (select count(*)::int from public.pipeline_executions where status = 'running') as "running"`,
    [at, zone],
  );
  if (present === undefined) throw new Error('A SELECT without FROM returns one row.');
  const { sinceMs, ...open } = present;
  const found = await readDays(on, at, zone, Math.max(days, 2));
  return {
    open,
    days: found.slice(-days).map(dayOf),
    sinceYesterday: new Date(sinceMs),
    ended: endedOf(found.slice(-2)),
  };
}

interface Present {
  /** The beginning of yesterday, in milliseconds since 1970. */
  readonly sinceMs: number;
  readonly queued: number;
  readonly running: number;
}

/** Runs that ended on one day with one status. */
interface Ended {
  readonly status: RunStatus;
  readonly runs: number;
  readonly loaded: number | null;
  readonly rejected: number | null;
}

interface FoundDay {
  readonly day: string;
  readonly ended: readonly Ended[];
}

async function readDays(
  on: Queryable,
  at: string | null,
  zone: string,
  days: number,
): Promise<readonly FoundDay[]> {
  const found = await on.query<{ readonly day: string; readonly ended: string | null }>(
    // One range of the index for each day: no run is converted to the zone.
    `select to_char(day, 'YYYY-MM-DD') as "day", (
       select json_agg(counts)::text from (
         select status, count(*) as runs, sum(rows_output) as loaded, sum(rows_failed) as rejected
         from public.pipeline_executions
         where completed_at >= ${beginningOf('day')}
           and completed_at < ${beginningOf("(day + interval '1 day')")}
         group by status
       ) counts
     ) as "ended"
     from generate_series(${today} - make_interval(days => $3::int - 1), ${today}, interval '1 day') day
     order by day`,
    [at, zone, days],
  );
  return found.map(({ day, ended }) => ({
    day,
    ended: ended === null ? [] : (JSON.parse(ended) as readonly Ended[]),
  }));
}

function dayOf({ day, ended }: FoundDay): RunDay {
  const by = new Map(ended.map((counts) => [counts.status, counts]));
  const succeeded = by.get('success');
  return {
    day,
    loaded: succeeded?.loaded ?? 0,
    rejected: succeeded?.rejected ?? 0,
    succeeded: succeeded?.runs ?? 0,
    failed: (by.get('failed')?.runs ?? 0) + (by.get('abandoned')?.runs ?? 0),
  };
}

function endedOf(days: readonly FoundDay[]): RunActivity['ended'] {
  const ended: Partial<Record<RunStatus, number>> = {};
  for (const { status, runs } of days.flatMap((each) => each.ended)) {
    ended[status] = (ended[status] ?? 0) + runs;
  }
  return ended;
}

/** Midnight of the local day, without a zone. */
const today = `date_trunc('day', coalesce($1::text::timestamptz, now()) at time zone $2)`;

/**
 * The first moment of a local day. Where clocks are set back at midnight, a day has two of them, of
 * which PostgreSQL takes the second.
 */
function beginningOf(day: string): string {
  const midnight = `(${day} at time zone $2)`;
  return `(${midnight} - case when (${midnight} - interval '1 hour') at time zone $2 >= ${day}
    then interval '1 hour' else interval '0' end)`;
}
