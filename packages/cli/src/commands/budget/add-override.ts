import { escapeControls } from '@wdh/logging';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { showMoney } from '../../table/show-money.js';
import { showTime } from '../../table/show-values.js';
import { changeBudget } from './change-budget.js';

/** The options of `wdh budget override`. */
export interface OverrideOptions {
  readonly reason: string;
  readonly until?: Date;
  /** In milliseconds. */
  readonly for?: number;
}

/** Adds an amount to the budget of a tenant until it expires. */
export async function addOverride(
  context: CommandContext,
  { tenant, amount }: { readonly tenant: string; readonly amount: string },
  options: OverrideOptions,
): Promise<number> {
  const expiresAt = expiryOf(options);
  const { reason } = options;
  return changeBudget(context, tenant, { command: 'wdh budget override' }, async (budget, by) => {
    await budget.addOverride(tenant, { amount, expiresAt, reason, createdBy: by });
    return `${showMoney(amount)} more for ${escapeControls(tenant)} until ${showTime(expiresAt)}.`;
  });
}

/** @throws WdhError `USAGE` unless one of the two is given, and is in the future. */
function expiryOf({ until, for: spanMs }: OverrideOptions): Date {
  if ((until === undefined) === (spanMs === undefined)) {
    throw usage('Say when it expires, by --for 7d or by --until 2027-01-31T18:00Z.');
  }
  const expiresAt = until ?? new Date(Date.now() + (spanMs ?? 0));
  if (expiresAt.getTime() > Date.now()) return expiresAt;
  throw usage(`--until is in the past: ${showTime(expiresAt)}. Give a time to come.`);
}

const usage = (message: string): WdhError =>
  new WdhError(message, { code: 'USAGE', category: 'usage' });
