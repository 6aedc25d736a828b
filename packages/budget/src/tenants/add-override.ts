import type { Queryable } from '@wdh/postgres';
import { Big } from 'big.js';
import { writeAudit } from '../alerts/write-audit.js';
import type { Amount } from '../money/amount.js';
import { storedAmount } from '../money/exact-amount.js';
import { budgetError } from '../rules/budget-error.js';
import { lockTenant } from './lock-tenant.js';
import { isPlainText } from './tenant-settings.js';

/** An amount that is added to a budget until it expires. */
export interface NewOverride {
  /** US dollars, more than 0, with at most 4 decimals. */
  readonly amount: Amount;
  /** In the future, by the clock of the server. */
  readonly expiresAt: Date;
  readonly reason: string;
  readonly createdBy: string;
}

/**
 * Adds an override to the budget of a tenant, in the transaction of the caller.
 *
 * @throws WdhError `TENANT_UNKNOWN`, `BUDGET_OPTION_INVALID`, `AMOUNT_INVALID`
 */
export async function addOverride(
  on: Queryable,
  tenant: string,
  { amount, expiresAt, reason, createdBy }: NewOverride,
): Promise<void> {
  const text = storedAmount(amount, 'the amount of an override');
  const problems = [
    ...(new Big(text).eq(0) ? ['amount must be more than 0'] : []),
    ...(isPlainText(reason, 1_000)
      ? []
      : ['reason must have 1 to 1,000 characters, no control characters']),
    ...(isPlainText(createdBy, 200) ? [] : ['createdBy must have 1 to 200 characters']),
    ...(Number.isNaN(expiresAt.getTime()) ? ['expiresAt must be a valid date'] : []),
  ];
  if (problems.length > 0) throw invalid(problems.join('; '));
  await lockTenant(on, tenant);
  const { count } = await on.query(
    `insert into public.budget_overrides (tenant_id, override_amount, expires_at, reason, created_by)
     select $1, $2::text::numeric, $3::text::timestamptz, $4, $5
     where $3::text::timestamptz > clock_timestamp()`,
    [tenant, text, expiresAt.toISOString(), reason, createdBy],
  );
  if (count === 0) throw invalid('expiresAt must be in the future, by the clock of the server');
  await on.query('select public.wdh_budget_rejudge($1)', [tenant]);
  const details = { tenant, amount: text, expiresAt: expiresAt.toISOString(), reason };
  await writeAudit(on, { actor: createdBy, operation: 'budget.override', details });
}

const invalid = (problems: string): Error =>
  budgetError('BUDGET_OPTION_INVALID', `The override is invalid: ${problems}.`);
