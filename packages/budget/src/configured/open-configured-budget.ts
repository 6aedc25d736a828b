import type { Budget } from '../budget.js';
import { liteLlmGateway } from '../gateway/lite-llm/lite-llm-gateway.js';
import { openBudget, type OpenBudgetOptions } from '../open-budget.js';
import type { BudgetServiceSettings } from './budget-service-settings.js';
import { openBudgetServices } from './open-budget-services.js';

/** Options of {@link openConfiguredBudget}; the settings name the rest. */
export type ConfiguredBudgetOptions = Pick<
  OpenBudgetOptions,
  'connectionUrl' | 'logger' | 'poolSize' | 'statementTimeoutMs'
>;

/**
 * Opens budgets with the gateway, the notices and the store that settings name. Closing the budget closes
 * them, too.
 *
 * @param settings - Those of `@wdh/config` fit.
 * @throws WdhError `BUDGET_OPTION_INVALID` (usage) with all settings that lack one another;
 * `NOTICE_OPTION_INVALID`, `PACKAGE_MISSING` (usage)
 * @example
 * paidStep({ budget: ({ connectionUrl }) => openConfiguredBudget(getSettings(), { connectionUrl }), ... })
 */
export async function openConfiguredBudget(
  settings: BudgetServiceSettings,
  options: ConfiguredBudgetOptions,
): Promise<Budget> {
  const { litellmUrl: baseUrl, litellmMasterKey: masterKey, budgetKeySecrets } = settings;
  const services = await openBudgetServices(settings, options);
  const gateway =
    baseUrl === undefined || masterKey === undefined
      ? undefined
      : liteLlmGateway({ baseUrl, masterKey });
  const budget = openBudget({
    ...options,
    ...{ gateway, keySecret: budgetKeySecrets },
    ...{ store: services.store, notifier: services.notifier },
  });
  return {
    ...budget,
    close: async () => {
      try {
        await budget.close();
      } finally {
        await services.close();
      }
    },
  };
}
