import type { Settings, SettingsWithoutDatabase } from '@wdh/config';
import type { ConsoleBudgets } from '@wdh/console';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { importBudgetIfAny } from '../../project/import-budget.js';
import { lacksTables } from '../budget/open-budget.js';
import { statusesOf } from '../budget/status/statuses-of.js';

/** Where the console reads budgets. */
export interface ConsoleBudgetPlace {
  /** The login of the console. Contains the password. */
  readonly connectionUrl: string;
  /** That of the commands, which also keep the keys at a gateway. Contains the password. */
  readonly ownerUrl: string;
  readonly logger: Logger;
  readonly statementTimeoutMs: number;
}

/** The budgets of a console. */
export interface OpenedBudgets {
  readonly budgets: ConsoleBudgets;
  close(): Promise<void>;
}

/**
 * Opens the budgets for the page of budgets: null if the package is not installed, if the database has no
 * tables of budgets, or if the role of the console may not read them, which is logged.
 */
export async function openConsoleBudgets(
  settings: Settings | SettingsWithoutDatabase,
  { ownerUrl, ...place }: ConsoleBudgetPlace,
): Promise<OpenedBudgets | null> {
  const found = await importBudgetIfAny();
  if (found === null) return null;
  const { litellmUrl, litellmMasterKey, budgetKeySecrets, redisUrl } = settings;
  // The page sends no notices; it asks the gateway, whose answers the store keeps.
  const ofGateway = { litellmUrl, litellmMasterKey, budgetKeySecrets, redisUrl };
  const opened =
    litellmUrl === undefined
      ? await found.openConfiguredBudget({}, { ...place, poolSize: 2 })
      : await found.openConfiguredBudget(ofGateway, { ...place, connectionUrl: ownerUrl });
  const listTenants = (options?: { readonly tenant?: string | undefined }) =>
    statusesOf(opened, settings, options);
  try {
    await listTenants();
    return { budgets: { ...opened, listTenants }, close: () => opened.close() };
  } catch (error) {
    await opened.close();
    if (lacksTables(error)) return null;
    if (!(error instanceof WdhError) || error.code !== 'PRIVILEGE_MISSING') throw error;
    place.logger.warn('console.budgets.not_readable', { error: error.message });
    return null;
  }
}
