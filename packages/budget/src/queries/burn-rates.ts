import type { Queryable } from '@wdh/postgres';
import { millisOf } from './query-option.js';

/** What the entries of a tenant say about the last days. */
export interface BurnRate {
  readonly tenant: string;
  /** The beginning of what was added up: 7 days ago, or the creation of the tenant if that is later. */
  readonly since: Date;
  /** The sum of the entries since then: an exact decimal text in US dollars. */
  readonly spent: string;
  readonly periodStartedAt: Date;
  /** The time of the answer, by the clock of the server. */
  readonly now: Date;
}

/**
 * Adds up what tenants have spent in the last 7 days. A reset does not change how fast a tenant spends: it
 * is not the beginning.
 */
export async function burnRates(
  on: Queryable,
  tenants: readonly string[],
): Promise<readonly BurnRate[]> {
  const found = await on.query<FoundRate>(
    `select tenants.tenant_id as "tenant", ${millisOf('since')} as "since",
       entries.spent::text as "spent",
       ${millisOf('coalesce(period_started_at, created_at)')} as "periodStartedAt",
       ${millisOf('now()')} as "now"
     from public.tenant_configs tenants
     left join public.budget_balances balances on balances.tenant_id = tenants.tenant_id
     cross join lateral (select greatest(now() - interval '7 days', created_at) as since) as bounds
     cross join lateral (
       select coalesce(sum(cost), 0) as spent from public.spend_entries
       where tenant_id = tenants.tenant_id and at >= since
     ) as entries
     where tenants.tenant_id in (select json_array_elements_text($1::text::json))`,
    [JSON.stringify(tenants)],
  );
  return found.map(({ since, periodStartedAt, now, ...rate }) => ({
    ...rate,
    since: new Date(since),
    periodStartedAt: new Date(periodStartedAt),
    now: new Date(now),
  }));
}

interface FoundRate extends Omit<BurnRate, 'since' | 'periodStartedAt' | 'now'> {
  readonly since: number;
  readonly periodStartedAt: number;
  readonly now: number;
}
