import type { Budget, BudgetStatus } from '@wdh/budget';
import { exitCodes } from '@wdh/pipeline-core';
import type { CommandContext } from '../../../context/command-context.js';
import { tableWidth } from '../../../table/table-width.js';
import { tenantUnknown } from '../change-budget.js';
import { readBudgets } from '../open-budget.js';
import { formatStatus } from './format-status.js';
import { formatTenant } from './format-tenant.js';
import { statusesOf, type StatusSettings } from './statuses-of.js';
import type { TenantDetails } from './tenant-details.js';

/** The options of `wdh budget status`. */
export interface StatusOptions {
  readonly check: boolean;
}

const nobody =
  'No tenant has a budget yet: wdh budget set TENANT --create --max AMOUNT creates the first.';

/** Prints what is spent, and what is left. A database without budgets has none; nothing is created. */
export async function showStatus(
  context: CommandContext,
  tenant: string | undefined,
  { check }: StatusOptions,
): Promise<number> {
  const command = 'wdh budget status';
  if (tenant === undefined) {
    const statuses =
      (await readBudgets(context, command, (budget) => statusesOf(budget, context.settings))) ?? [];
    await context.printResult(statuses, () =>
      statuses.length === 0 ? nobody : formatStatus(statuses, tableWidth()),
    );
    return check ? exitCodeOf(statuses) : 0;
  }
  const details = await readBudgets(context, command, (budget) =>
    readTenant(budget, context.settings, tenant),
  );
  if (details === null) throw tenantUnknown(tenant, []);
  await context.printResult(details, () => formatTenant(details, tableWidth()));
  return check ? exitCodeOf([details]) : 0;
}

/** A script asks by it whether paid calls would be refused. */
function exitCodeOf(statuses: readonly BudgetStatus[]): number {
  return statuses.some(({ isBlocked }) => isBlocked) ? exitCodes.budget : 0;
}

async function readTenant(
  budget: Budget,
  settings: StatusSettings,
  tenant: string,
): Promise<TenantDetails> {
  const statuses = await statusesOf(budget, settings, { tenant });
  const [status] = statuses;
  if (status === undefined) {
    const known = (await budget.listTenants()).map(({ tenant: name }) => name);
    throw tenantUnknown(tenant, known);
  }
  const [[found], activeOverrides, steps] = await Promise.all([
    budget.forecasts(statuses),
    budget.listOverrides({ tenant }),
    budget.spendByStep({ tenant }),
  ]);
  if (found === undefined) return { ...status, forecast: null, activeOverrides, steps };
  const { tenant: _, ...forecast } = found;
  return { ...status, forecast, activeOverrides, steps };
}
