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
  const { sinceMs, open, ended } = await countsOf(on, at, zone);
  return {
    open: { queued: open?.queued ?? 0, running: open?.running ?? 0 },
    // One range of the index for each day: no run is converted to the zone.
    days: await on.query<RunDay>(
      `select to_char(day, 'YYYY-MM-DD') as "day", of_day.*
       from generate_series(${today} - make_interval(days => $3::int - 1), ${today}, interval '1 day') day
       cross join lateral (
         select coalesce(sum(rows_output) filter (where status = 'success'), 0)::float8 as "loaded",
           coalesce(sum(rows_failed) filter (where status = 'success'), 0)::float8 as "rejected",
           count(*) filter (where status = 'success')::int as "succeeded",
           count(*) filter (where status in ('failed', 'abandoned'))::int as "failed"
         from public.pipeline_executions
         where completed_at >= ${beginningOf('day')}
           and completed_at < ${beginningOf("(day + interval '1 day')")}
       ) of_day
       order by day`,
      [at, zone, days],
    ),
    sinceYesterday: new Date(sinceMs),
    ended: ended ?? {},
  };
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

interface Counts {
  /** The beginning of yesterday, in milliseconds since 1970. */
  readonly sinceMs: number;
  /** By status; null for none. */
  readonly open: Readonly<Partial<Record<RunStatus, number>>> | null;
  /** Since the beginning of yesterday, by status; null for none. */
  readonly ended: Readonly<Partial<Record<RunStatus, number>>> | null;
}

async function countsOf(on: Queryable, at: string | null, zone: string): Promise<Counts> {
  const byStatus = (condition: string): string =>
    `(select json_object_agg(status, runs)::text from (
       select status, count(*) as runs from public.pipeline_executions
       where ${condition} group by status order by status
     ) counts)`;
  const [found] = await on.query<Record<'open' | 'ended', string | null> & { sinceMs: number }>(
    `select (extract(epoch from since) * 1000)::float8 as "sinceMs",
       ${byStatus("status in ('queued', 'running')")} as "open",
       ${byStatus('completed_at >= since')} as "ended"
     from (select ${beginningOf(`(${today} - interval '1 day')`)} as since) yesterday`,
    [at, zone],
  );
  if (found === undefined) throw new Error('A SELECT without FROM returns one row.');
  const { sinceMs, open, ended } = found;
  const parsed = (counts: string | null) =>
    counts === null ? null : (JSON.parse(counts) as Counts['open']);
  return { sinceMs, open: parsed(open), ended: parsed(ended) };
}
