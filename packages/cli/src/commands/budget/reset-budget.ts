import type { BudgetStatus } from '@wdh/budget';
import { escapeControls } from '@wdh/logging';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { showMoney } from '../../table/show-money.js';
import { changeBudget } from './change-budget.js';

/** The options of `wdh budget reset`. */
export interface ResetOptions {
  readonly yes: boolean;
}

/** Begins a new period of a tenant, after it has asked. */
export async function resetBudget(
  context: CommandContext,
  tenant: string,
  { yes }: ResetOptions,
): Promise<number> {
  const opening = { command: 'wdh budget reset' };
  return changeBudget(context, tenant, opening, async (budget, by) => {
    const status = await budget.getBudgetStatus(tenant);
    if (!yes && !(await isConfirmed(context, status))) return 'Nothing was changed.';
    await budget.resetBudget(tenant, { by });
    return `A new period of ${escapeControls(tenant)} has begun: ${showMoney(status.spent)} no longer count.`;
  });
}

async function isConfirmed(
  context: CommandContext,
  { tenant, spent, budget: limit }: BudgetStatus,
): Promise<boolean> {
  const name = escapeControls(tenant);
  const what = `The spend of ${name}, ${showMoney(spent)} of ${showMoney(limit)}, counts as zero from now on.`;
  const { terminal } = context;
  if (terminal.canAsk && !context.isJson) {
    return terminal.confirm(`${what} Begin a new period?`, context.signal);
  }
  throw new WdhError(`${what} Add --yes to do it.`, { code: 'USAGE', category: 'usage' });
}
