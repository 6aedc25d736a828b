import type { Queryable } from '@wdh/postgres';
import { millisOf, wholeNumber } from './query-option.js';

/** An amount that is added to the budget of a tenant until it expires. */
export interface BudgetOverride {
  readonly overrideId: string;
  readonly tenant: string;
  /** Exact decimal text in US dollars. */
  readonly amount: string;
  readonly expiresAt: Date;
  readonly isExpired: boolean;
  readonly reason: string;
  readonly createdBy: string;
  readonly createdAt: Date;
}

/** Options of `listOverrides`. */
export interface ListOverridesOptions {
  /** Default: of all tenants. */
  readonly tenant?: string | undefined;
  /** Whether those that have expired are listed, too. Default false. */
  readonly withExpired?: boolean | undefined;
  /** Most overrides: 1 to 1,000. Default 200. */
  readonly limit?: number | undefined;
}

/**
 * Lists overrides, the one that expires last first.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 */
export async function listOverrides(
  on: Queryable,
  { tenant, withExpired = false, limit = 200 }: ListOverridesOptions = {},
): Promise<readonly BudgetOverride[]> {
  const found = await on.query<FoundOverride>(
    `select override_id::text as "overrideId", tenant_id as "tenant", override_amount::text as "amount",
       ${millisOf('expires_at')} as "expiresAt", ${millisOf('created_at')} as "createdAt",
       expires_at <= clock_timestamp() as "isExpired", reason as "reason", created_by as "createdBy"
     from public.budget_overrides
     where ($1::text is null or tenant_id = $1) and ($2::boolean or expires_at > clock_timestamp())
     order by expires_at desc, override_id desc
     limit $3::int`,
    [tenant ?? null, withExpired, wholeNumber('limit', limit, 1, 1000)],
  );
  return found.map(({ expiresAt, createdAt, ...override }) => ({
    ...override,
    expiresAt: new Date(expiresAt),
    createdAt: new Date(createdAt),
  }));
}

interface FoundOverride extends Omit<BudgetOverride, 'expiresAt' | 'createdAt'> {
  readonly expiresAt: number;
  readonly createdAt: number;
}
