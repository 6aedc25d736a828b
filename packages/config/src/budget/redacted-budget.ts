import { listUrlPasswords, maskUrlPasswords } from '../database/url-passwords.js';
import type { BudgetSettings } from './budget-settings.js';

const mask = '***';

/** Copies the settings of budgets that contain secrets, with each secret as `***`. */
export function redactedBudget(settings: BudgetSettings): Partial<BudgetSettings> {
  return {
    budgetWebhookSecrets: settings.budgetWebhookSecrets?.map(() => mask),
    budgetWebhookBasic: settings.budgetWebhookBasic?.map(({ user }) => ({ user, password: mask })),
    budgetKeySecrets: settings.budgetKeySecrets?.map(() => mask),
    smtpUrl: settings.smtpUrl && maskUrlPasswords(settings.smtpUrl),
    slackWebhookUrl: settings.slackWebhookUrl && `${new URL(settings.slackWebhookUrl).origin}/***`,
    litellmMasterKey: settings.litellmMasterKey && mask,
    redisUrl: settings.redisUrl && maskUrlPasswords(settings.redisUrl),
  };
}

/** Lists the secrets among the settings of budgets. */
export function budgetSecrets(settings: BudgetSettings): readonly string[] {
  const { smtpUrl, redisUrl, slackWebhookUrl, litellmMasterKey } = settings;
  const urls = [smtpUrl, redisUrl].filter((url) => url !== undefined);
  return [
    ...(settings.budgetWebhookSecrets ?? []),
    ...(settings.budgetWebhookBasic ?? []).map(({ password }) => password),
    ...(settings.budgetKeySecrets ?? []),
    ...urls.flatMap(listUrlPasswords),
    ...(slackWebhookUrl === undefined ? [] : [new URL(slackWebhookUrl).pathname]),
    ...(litellmMasterKey === undefined ? [] : [litellmMasterKey]),
  ];
}
