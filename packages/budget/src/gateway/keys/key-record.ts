import type { Queryable } from '@wdh/postgres';
import type { KeyLimits } from '../port/gateway.js';

/** A tenant, what its key may spend now, and what was last set for it at the gateway. */
export interface KeyRecord extends KeyLimits {
  readonly tenant: string;
  /** Null: none was planned yet. */
  readonly keyHash: string | null;
  readonly alias: string | null;
  readonly sealedKey: string | null;
  /** Whether the gateway has confirmed the key. */
  readonly isMade: boolean;
  /** Whether the spend of the key was set to zero in the current period. */
  readonly isOfPeriod: boolean;
  /** Whether these limits are those that the gateway has. */
  readonly isUpToDate: boolean;
  /** When the spend of the key was last set to zero, in microseconds since 1970; 0: never. */
  readonly resetAt: string;
  /** When this was read, by the clock of the server. */
  readonly readAt: string;
}

/**
 * The period of a tenant may have ended without anyone having begun the next one. A budget of zero
 * blocks the key too, because for LiteLLM a limit of zero may mean that there is none.
 */
const select = `
  with limits as (
    select c.tenant_id, c.litellm_key_last_reset as reset_at, b.budget,
      trim_scale(b.budget * c.grace_threshold * 0.01) as max_budget,
      trim_scale(b.budget * c.alert_threshold * 0.01) as soft_budget,
      not c.is_active or b.budget <= 0 as is_blocked,
      greatest(p.period_started_at,
        case when c.budget_reset_at <= clock_timestamp() then c.budget_reset_at end) as period_at
    from public.tenant_configs c
    cross join lateral (
      select c.max_budget + coalesce(sum(o.override_amount), 0) as budget
      from public.budget_overrides o
      where o.tenant_id = c.tenant_id and o.expires_at > clock_timestamp()
    ) b
    left join public.budget_balances p on p.tenant_id = c.tenant_id
    where c.tenant_id = $1
  )
  select l.tenant_id as tenant, k.key_hash as "keyHash", k.key_alias as alias,
    k.sealed_key as "sealedKey", l.max_budget::text as "maxBudget",
    l.soft_budget::text as "softBudget", l.is_blocked as "isBlocked",
    k.made_at is not null as "isMade",
    coalesce(l.reset_at >= l.period_at, l.period_at is null) as "isOfPeriod",
    coalesce(k.max_budget = l.max_budget and k.soft_budget = l.soft_budget
      and k.is_blocked = l.is_blocked, false) as "isUpToDate",
    coalesce((extract(epoch from l.reset_at) * 1000000)::bigint, 0)::text as "resetAt",
    clock_timestamp()::text as "readAt"
  from limits l left join public.budget_gateway_keys k on k.tenant_id = l.tenant_id`;

/** Returns the tenant and its key; null if there is no tenant with that id. */
export async function readKeyRecord(on: Queryable, tenant: string): Promise<KeyRecord | null> {
  const [found] = await on.query<KeyRecord>(select, [tenant]);
  return found ?? null;
}

/** Records a key before the gateway has it; of several processes, the first decides. */
export async function planKey(
  on: Queryable,
  planned: {
    readonly tenant: string;
    readonly alias: string;
    readonly keyHash: string;
    readonly sealedKey: string | null;
  },
): Promise<void> {
  const { tenant, alias, keyHash, sealedKey } = planned;
  await on.query(
    `insert into public.budget_gateway_keys (tenant_id, key_alias, key_hash, sealed_key)
     values ($1, $2, $3, $4) on conflict (tenant_id) do nothing`,
    [tenant, alias, keyHash, sealedKey],
  );
}

/** Replaces the key itself, such as by one that the gateway has chosen, or that is encrypted anew. */
export async function replaceKey(
  on: Queryable,
  tenant: string,
  keyHash: string,
  sealedKey: string | null,
): Promise<void> {
  await on.query(
    `update public.budget_gateway_keys set key_hash = $2, sealed_key = $3 where tenant_id = $1`,
    [tenant, keyHash, sealedKey],
  );
}

/**
 * Records what the gateway has confirmed: the limits of the record, and that the spend was zero when it
 * was read, if `isReset`. A period that began later is not taken for reset.
 */
export async function confirmKey(
  on: Queryable,
  { tenant, maxBudget, softBudget, isBlocked, readAt }: KeyRecord,
  isReset: boolean,
): Promise<void> {
  await on.query(
    `with key as (
       update public.budget_gateway_keys set made_at = coalesce(made_at, clock_timestamp()),
         max_budget = $2::text::numeric, soft_budget = $3::text::numeric, is_blocked = $4::boolean
       where tenant_id = $1
     )
     update public.tenant_configs set litellm_key_last_reset = $5::text::timestamptz
     where tenant_id = $1 and $5::text is not null`,
    [tenant, maxBudget, softBudget, isBlocked, isReset ? readAt : null],
  );
}

/** Records that the gateway does not have the key: it is made again. */
export async function forgetKey(on: Queryable, tenant: string): Promise<void> {
  await on.query('update public.budget_gateway_keys set made_at = null where tenant_id = $1', [
    tenant,
  ]);
}
