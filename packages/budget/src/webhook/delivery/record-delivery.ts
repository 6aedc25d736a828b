import type { Queryable } from '@wdh/postgres';
import type { BudgetAlert } from '../../alerts/budget-alert.js';
import type { WebhookEvent } from '../event/webhook-event.js';
import { isStorableId, type TenantBudget } from './tenant-budget.js';

const insertAlert = `
  insert into public.budget_alert_history (tenant_id, event_type, spend, max_budget, percentage)
  values ($1, $2, $3::text::numeric, $4::text::numeric, $5::text::numeric)`;

const insertAudit = `
  insert into public.audit_log (actor, operation, details, status)
  values ('webhook', $1, $2::text::jsonb, $3)`;

/** Records a delivery in the audit log, and its alert, in the transaction of its mark. */
export async function recordDelivery(
  on: Queryable,
  { event, eventGroup, spent, keyAlias, userId }: WebhookEvent,
  tenant: TenantBudget | null,
  alert: BudgetAlert | null,
): Promise<void> {
  const names = { keyAlias: storable(keyAlias), userId: storable(userId) };
  const details = { event, eventGroup, spend: spent, ...names, tenant: tenant?.tenant ?? null };
  if (alert === null) {
    await on.query(insertAudit, ['budget.webhook', JSON.stringify(details), 'ignored']);
    return;
  }
  const { level, budget, percentage } = alert;
  await on.query(insertAlert, [alert.tenant, event, spent, budget, percentage ?? '0']);
  const more = { ...details, level, budget, percentage };
  await on.query(insertAudit, ['budget.alert', JSON.stringify(more), 'success']);
}

const storable = (id: string | null): string | null =>
  id !== null && isStorableId(id) ? id : null;
