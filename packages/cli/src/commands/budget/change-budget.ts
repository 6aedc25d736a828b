import type { Budget, BudgetStatus } from '@wdh/budget';
import { escapeControls } from '@wdh/logging';
import { WdhError } from '@wdh/pipeline-core';
import { systemUserName } from '@wdh/postgres';
import { closestName } from '@wdh/warehouse-loader';
import type { CommandContext } from '../../context/command-context.js';
import { tableWidth } from '../../table/table-width.js';
import { openBudgets, type OpenBudgetOptions } from './open-budget.js';
import { formatStatus } from './status/format-status.js';

/** A change of the budget of a tenant. Returns the sentence that says what was done. */
export type BudgetChange = (budget: Budget, by: string) => Promise<string>;

/** Changes the budget of a tenant in the name of the user, and prints its status then. */
export async function changeBudget(
  context: CommandContext,
  tenant: string,
  options: OpenBudgetOptions,
  change: BudgetChange,
): Promise<number> {
  const budget = await openBudgets(context, options);
  try {
    const sentence = await change(budget, actor()).catch(async (error: unknown) => {
      throw isUnknown(error) ? tenantUnknown(tenant, await namesOf(budget)) : error;
    });
    const status = await budget.getBudgetStatus(tenant);
    await context.printResult(
      status,
      () => `${sentence}\n\n${formatStatus([status], tableWidth())}`,
    );
    return 0;
  } finally {
    await budget.close();
  }
}

/** Returns the error for a tenant that does not exist, with the name that was probably intended. */
export function tenantUnknown(tenant: string, known: readonly string[]): WdhError {
  const name = escapeControls(tenant);
  const closest = closestName(tenant, known);
  const advice =
    closest === null
      ? `create it with wdh budget set ${name} --create --max AMOUNT`
      : `did you mean ${escapeControls(closest)}? wdh budget lists all`;
  return new WdhError(`There is no tenant ${name}: ${advice}.`, {
    code: 'TENANT_UNKNOWN',
    category: 'usage',
  });
}

/** Containers run as ids without a name. */
function actor(): string {
  return systemUserName() || `uid ${String(process.getuid?.() ?? 'unknown')}`;
}

const isUnknown = (error: unknown): boolean =>
  error instanceof WdhError && error.code === 'TENANT_UNKNOWN';

const namesOf = async (budget: Budget): Promise<readonly string[]> =>
  (await budget.listTenants()).map(({ tenant }: BudgetStatus) => tenant);
