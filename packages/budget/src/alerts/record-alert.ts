import type { Queryable } from '@wdh/postgres';
import { percentageOf } from '../rules/level-of.js';
import type { BudgetAlert } from './budget-alert.js';

/** An alert to record. Amounts are exact decimal texts in US dollars. */
export interface NewAlert extends Pick<
  BudgetAlert,
  'tenant' | 'level' | 'eventType' | 'spent' | 'budget'
> {
  /** Who reported it, for the audit log. */
  readonly actor: string;
}

/** Records an alert in the history and in the audit log, in the transaction of the caller. */
export async function recordAlert(on: Queryable, alert: NewAlert): Promise<void> {
  const { tenant, level, eventType, spent, budget, actor } = alert;
  await on.query(
    `with alert as (
       insert into public.budget_alert_history
         (tenant_id, event_type, spend, max_budget, percentage)
       values ($1, $2, $4::text::numeric, $5::text::numeric, $6::text::numeric)
     )
     insert into public.audit_log (actor, operation, details, status)
     values ($7, 'budget.alert', jsonb_build_object('tenant', $1::text, 'eventType', $2::text,
       'level', $3::text, 'spent', $4::text, 'budget', $5::text), 'success')`,
    [tenant, eventType, level, spent, budget, percentageOf(spent, budget), actor],
  );
}
