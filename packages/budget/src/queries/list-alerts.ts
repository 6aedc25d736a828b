import type { Queryable } from '@wdh/postgres';
import { instantText, millisOf, wholeNumber } from './query-option.js';

/** An alert that was recorded. Amounts are exact decimal texts in US dollars. */
export interface RecordedAlert {
  readonly alertId: string;
  readonly tenant: string;
  /** What reported it, such as `spend` for a paid call, or the event of a gateway. */
  readonly eventType: string;
  readonly spent: string;
  /** The budget with its overrides, at that time. */
  readonly budget: string;
  /** Spend in per cent of the budget; null for a budget of zero. */
  readonly percentage: string | null;
  readonly at: Date;
}

/** Options of `listAlerts`. */
export interface ListAlertsOptions {
  /** Default: of all tenants. */
  readonly tenant?: string | undefined;
  /** Alerts of this time or later. */
  readonly since?: Date | undefined;
  /** Most alerts: 1 to 1,000. Default 50. */
  readonly limit?: number | undefined;
}

/**
 * Lists alerts, the latest first.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID`
 */
export async function listAlerts(
  on: Queryable,
  { tenant, since, limit = 50 }: ListAlertsOptions = {},
): Promise<readonly RecordedAlert[]> {
  // Of one tenant by its index; of all in the order in which they were recorded.
  const order = tenant === undefined ? 'alert_id desc' : 'created_at desc, alert_id desc';
  const ofTenant = tenant === undefined ? '$1::text is null' : 'tenant_id = $1';
  const found = await on.query<Omit<RecordedAlert, 'at'> & { readonly at: number }>(
    `select alert_id::text as "alertId", tenant_id as "tenant", event_type as "eventType",
       spend::text as "spent", max_budget::text as "budget", percentage::text as "percentage",
       ${millisOf('created_at')} as "at"
     from public.budget_alert_history
     where ${ofTenant} and ($2::timestamptz is null or created_at >= $2)
     order by ${order}
     limit $3::int`,
    [tenant ?? null, instantText('since', since), wholeNumber('limit', limit, 1, 1000)],
  );
  return found.map((alert) => ({ ...alert, at: new Date(alert.at) }));
}
