import type { Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { BudgetAlert, Notifier } from './alerts/budget-alert.js';
import type { Budget } from './budget.js';
import type { TenantGateway } from './gateway/tenant-gateway.js';
import { moneyText } from './money/money-text.js';
import { createBudgetReader } from './queries/budget-reader.js';
import { budgetError, codeOf } from './rules/budget-error.js';
import { graceLimitOf } from './rules/level-of.js';
import { BudgetExceededError } from './spend/budget-exceeded-error.js';
import { Ledger } from './spend/ledger.js';
import { reportLevel } from './spend/report-level.js';
import { RunningCalls } from './spend/running-calls.js';
import { spendOnCall } from './spend/spend-on-call.js';
import type { BudgetStatus } from './status/budget-status.js';
import { readStatuses } from './status/read-statuses.js';
import { withKnownSpend } from './status/with-known-spend.js';
import { addOverride } from './tenants/add-override.js';
import { configureTenant } from './tenants/configure-tenant.js';
import { createTenant } from './tenants/create-tenant.js';
import { resetBudget } from './tenants/reset-budget.js';
import { checkTenant, tenantInactive, tenantUnknown } from './tenants/tenant-errors.js';

/** What a budget is made of. */
export interface BudgetParts {
  readonly on: Queryable;
  readonly transact: <Result>(work: (on: Queryable) => Promise<Result>) => Promise<Result>;
  readonly gateway: Pick<TenantGateway, 'spendOf' | 'syncKey' | 'clientFor'> | null;
  readonly notifier: Notifier | null;
  readonly logger: Logger;
  readonly reservationMs: number;
  /** How long a call waits until its end is entered, in milliseconds. */
  readonly patienceMs: number;
  readonly close: () => Promise<void>;
}

/** Creates the budgets of a database over open connections. */
export function budgetOn(parts: BudgetParts): Budget {
  const { on, transact, gateway, notifier, logger, reservationMs, patienceMs } = parts;
  const open = new Set<Promise<unknown>>();
  let isClosed = false;
  const notify = (alert: BudgetAlert): void => {
    logger.warn('budget.alert', { tenant: alert.tenant, level: alert.level, spent: alert.spent });
    try {
      notifier?.notify(alert);
    } catch (error) {
      logger.error('budget.notice.failed', { tenant: alert.tenant, error: codeOf(error) });
    }
  };
  const ledger = new Ledger(on, reservationMs, notify);
  const beatMs = Math.ceil(reservationMs / 3);
  const running = new RunningCalls({ ledger, logger, beatMs, patienceMs });

  const readOne = async (tenant: string): Promise<BudgetStatus> => {
    checkTenant(tenant);
    const [found] = await readStatuses(on, tenant);
    if (found === undefined) throw tenantUnknown(tenant);
    if (!found.isDue) return found.status;
    // The status counts it already: a role that only reads cannot enter it.
    await ledger.bringUpToDate(tenant).catch((error: unknown) => {
      logger.warn('budget.not.brought.up.to.date', { tenant, error: codeOf(error) });
    });
    return found.status;
  };
  const getBudgetStatus = async (tenant: string): Promise<BudgetStatus> => {
    const status = await readOne(tenant);
    return withKnownSpend(status, (await gateway?.spendOf(tenant)) ?? null);
  };
  const change = async (
    tenant: string,
    work: (own: Queryable) => Promise<void>,
  ): Promise<BudgetStatus> => {
    const alert = await transact(async (own) => {
      await work(own);
      return reportLevel(own, tenant, 'configuration');
    });
    if (alert !== null) notify(alert);
    await gateway?.syncKey(tenant);
    return readOne(tenant);
  };

  return Object.freeze({
    ...createBudgetReader(on),
    spend: (tenant, estimate, call, options) => {
      if (isClosed) return Promise.reject(closed());
      const parts = { ledger, running, source: gateway, logger };
      const spending = spendOnCall(parts, { tenant, estimate, call, options });
      const settled = spending.catch(() => undefined);
      open.add(settled);
      void settled.finally(() => open.delete(settled));
      return spending;
    },
    getBudgetStatus,
    getLlmClientForTenant: async (tenant) => {
      if (gateway === null) {
        throw budgetError(
          'BUDGET_OPTION_INVALID',
          'There is no client for language models: open the budget with a gateway.',
        );
      }
      const status = await getBudgetStatus(tenant);
      if (!status.isActive) throw tenantInactive(tenant);
      if (status.isBlocked) throw exceededBy(status);
      return gateway.clientFor(tenant);
    },
    listTenants: async ({ tenant } = {}) => {
      const found = await readStatuses(on, tenant);
      return found.map(({ status }) => status);
    },
    createTenant: (created) => change(created.tenant, (own) => createTenant(own, created)),
    configureTenant: (tenant, changes) =>
      change(tenant, (own) => configureTenant(own, tenant, changes)),
    addOverride: (tenant, override) => change(tenant, (own) => addOverride(own, tenant, override)),
    resetBudget: (tenant, options) => change(tenant, (own) => resetBudget(own, tenant, options)),
    close: async () => {
      isClosed = true;
      await Promise.all(open);
      await running.close();
      await parts.close();
    },
  } satisfies Budget);
}

const closed = (): Error =>
  budgetError('BUDGET_CLOSED', 'The budget is closed. Open it again with openBudget.');

function exceededBy(status: BudgetStatus): BudgetExceededError {
  const { tenant, spent, reserved, budget, resetsAt, graceThreshold } = status;
  return new BudgetExceededError({
    ...{ tenant, spent, reserved, budget, resetsAt, estimate: null },
    graceLimit: moneyText(graceLimitOf(budget, graceThreshold)),
  });
}
