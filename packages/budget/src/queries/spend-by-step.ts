import type { Queryable } from '@wdh/postgres';
import { instantText } from './query-option.js';

/** What the calls of one step of a job have cost. */
export interface StepSpending {
  /** Null for calls outside of jobs. */
  readonly jobName: string | null;
  /** Null for calls outside of steps. */
  readonly stepName: string | null;
  /** Exact decimal text in US dollars. */
  readonly spent: string;
  readonly calls: number;
  /** Calls whose cost is the estimate: their process ended before they were settled. */
  readonly estimated: number;
}

/** Options of `spendByStep`. */
export interface SpendByStepOptions {
  /** Default: all tenants. */
  readonly tenant?: string | undefined;
  /** Entries of this time or later. Default: the last 7 days. */
  readonly since?: Date | undefined;
}

/** Most steps that are returned. */
const mostSteps = 500;

/**
 * Adds up the spend by job and step, the largest first; 500 steps at most.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 */
export async function spendByStep(
  on: Queryable,
  { tenant, since }: SpendByStepOptions = {},
): Promise<readonly StepSpending[]> {
  // By the index of each tenant: it begins with the tenant.
  return on.query<StepSpending>(
    `select entries.job_name as "jobName", entries.step_name as "stepName",
       sum(entries.cost)::text as "spent", count(*)::float8 as "calls",
       count(*) filter (where entries.is_estimate)::float8 as "estimated"
     from public.tenant_configs tenants
     join public.spend_entries entries on entries.tenant_id = tenants.tenant_id
       and entries.at >= coalesce($2::timestamptz, now() - interval '7 days')
     where $1::text is null or tenants.tenant_id = $1
     group by entries.job_name, entries.step_name
     order by sum(entries.cost) desc, entries.job_name, entries.step_name
     limit ${String(mostSteps)}`,
    [tenant ?? null, instantText('since', since)],
  );
}
