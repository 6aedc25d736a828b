import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { Notifier } from '../alerts/budget-alert.js';
import { createNotifier } from '../notices/create-notifier.js';
import { mailChannel } from '../notices/mail/mail-channel.js';
import { slackChannel } from '../notices/slack/slack-channel.js';
import type { KeyValueStore } from '../store/key-value-store.js';
import { type BudgetServiceSettings, missingSettings } from './budget-service-settings.js';
import { openStore } from './open-store.js';

/** Where budgets are, and what they log to. */
export interface BudgetServicesOptions {
  /** The database with the tables of budgets. Contains the password: it is not logged. */
  readonly connectionUrl: string;
  readonly logger?: Logger | undefined;
}

/** The store and the notices of budgets. */
export interface BudgetServices {
  readonly store: KeyValueStore;
  readonly notifier: Notifier;
  /** Sends what is dispatched, and ends the connections. */
  close(): Promise<void>;
}

/**
 * Opens the store and the notices of budgets as settings say, such as for a webhook.
 *
 * @throws WdhError `BUDGET_OPTION_INVALID` (usage) with all settings that lack one another;
 * `NOTICE_OPTION_INVALID`, `PACKAGE_MISSING` (usage)
 */
export async function openBudgetServices(
  settings: BudgetServiceSettings,
  { connectionUrl, logger }: BudgetServicesOptions,
): Promise<BudgetServices> {
  const missing = missingSettings(settings);
  if (missing.length > 0) {
    throw new WdhError(missing.join(' '), { code: 'BUDGET_OPTION_INVALID', category: 'usage' });
  }
  const channels = [
    mailChannel({
      url: settings.smtpUrl,
      from: settings.budgetMailFrom,
      to: settings.budgetMailTo,
    }),
    slackChannel({ webhookUrl: settings.slackWebhookUrl }),
  ];
  const store = await openStore({ redisUrl: settings.redisUrl, connectionUrl });
  const notifier = createNotifier({ channels, store, logger });
  return {
    store,
    notifier,
    close: async () => {
      try {
        await notifier.close();
      } finally {
        await store.close();
      }
    },
  };
}
