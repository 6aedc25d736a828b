import type { Queryable } from '@wdh/postgres';
import { millisOf, queryInvalid, wholeNumber } from './query-option.js';

/** What a tenant has spent on one day. */
export interface SpendDay {
  /** Such as `2026-01-31`, in the zone of the query. */
  readonly day: string;
  /** Its first moment. */
  readonly from: Date;
  /** The first moment of the next day. */
  readonly before: Date;
  /** Exact decimal text in US dollars. */
  readonly spent: string;
  readonly calls: number;
}

/** Options of `spendByDay`. */
export interface SpendByDayOptions {
  readonly tenant: string;
  /** 1 to 366. Default 7. */
  readonly days?: number | undefined;
  /** Whose days are meant: a name of the zone database, such as `Asia/Shanghai`. Default UTC. */
  readonly zone?: string | undefined;
}

/**
 * Adds up the spend of a tenant by days, the earliest first, without gaps; today is the last.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 */
export async function spendByDay(
  on: Queryable,
  { tenant, days = 7, zone = 'UTC' }: SpendByDayOptions,
): Promise<readonly SpendDay[]> {
  checkZone(zone);
  const today = `date_trunc('day', now() at time zone $2)`;
  const found = await on.query<FoundDay>(
    // One range of the index for each day: no entry is converted to the zone.
    `select to_char(day, 'YYYY-MM-DD') as "day", ${millisOf('begins')} as "from",
       ${millisOf('ends')} as "before", spent::text as "spent", calls::float8 as "calls"
     from generate_series(${today} - make_interval(days => $3::int - 1), ${today}, interval '1 day') day
     cross join lateral (
       select day at time zone $2 as begins, (day + interval '1 day') at time zone $2 as ends
     ) as bounds
     cross join lateral (
       select coalesce(sum(cost), 0) as spent, count(*) as calls from public.spend_entries
       where tenant_id = $1 and at >= begins and at < ends
     ) as entries
     order by day`,
    [tenant, zone, wholeNumber('days', days, 1, 366)],
  );
  return found.map((each) => ({
    ...each,
    from: new Date(each.from),
    before: new Date(each.before),
  }));
}

interface FoundDay extends Omit<SpendDay, 'from' | 'before'> {
  readonly from: number;
  readonly before: number;
}

/** Refuses offsets: PostgreSQL reads `+02:00` as two hours west. */
function checkZone(zone: string): void {
  try {
    if (/^[A-Za-z][\w+/-]{0,63}$/.test(zone)) {
      new Intl.DateTimeFormat('en', { timeZone: zone });
      return;
    }
  } catch {
    // A name that is not known.
  }
  throw queryInvalid('zone is not a name of the zone database, such as Asia/Shanghai or UTC');
}
