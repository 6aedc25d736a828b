import { budgetSecrets, redactedBudget } from './budget/redacted-budget.js';
import { listUrlPasswords, maskUrlPasswords } from './database/url-passwords.js';
import type { Settings, SettingsWithoutDatabase } from './settings.js';

/**
 * Copies settings for printing, with every password and secret, and what follows the host in `captureUrl` and
 * `slackWebhookUrl`, as `***`.
 *
 * @returns A frozen copy of the same type.
 * @example redactedSettings(settings).databaseUrl // 'postgres://etl:***@db/warehouse'
 */
export function redactedSettings(settings: Settings): Settings;
export function redactedSettings(
  settings: Settings | SettingsWithoutDatabase,
): Settings | SettingsWithoutDatabase;
export function redactedSettings(
  settings: Settings | SettingsWithoutDatabase,
): Settings | SettingsWithoutDatabase {
  const { databaseUrl, consoleDatabaseUrl, consoleTokens, consoleProxySecret } = settings;
  const others = {
    ...redactedBudget(settings),
    captureUrl: maskPath(settings.captureUrl),
    consoleTokens: consoleTokens?.map((token) => ({ ...token, token: '***' })),
    consoleDatabaseUrl: consoleDatabaseUrl && maskUrlPasswords(consoleDatabaseUrl),
    consoleProxySecret: consoleProxySecret && '***',
  };
  if (databaseUrl === undefined) return Object.freeze({ ...settings, ...others });
  return Object.freeze({ ...settings, ...others, databaseUrl: maskUrlPasswords(databaseUrl) });
}

/** Paths and queries of a feed may contain keys. */
function maskPath(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}/***`;
}

/**
 * Lists the secrets among the settings, so that they can be registered with a logger for redaction.
 *
 * @returns Each password as written in its URL and as decoded, and the secrets of console and budgets.
 * @example for (const secret of secretValues(settings)) registerSecret(secret);
 */
export function secretValues(settings: Settings | SettingsWithoutDatabase): readonly string[] {
  const { databaseUrl, consoleDatabaseUrl, consoleTokens = [], consoleProxySecret } = settings;
  const urls = [databaseUrl, consoleDatabaseUrl].filter((url) => url !== undefined);
  return [
    ...urls.flatMap(listUrlPasswords),
    ...consoleTokens.map(({ token }) => token),
    ...(consoleProxySecret === undefined ? [] : [consoleProxySecret]),
    ...budgetSecrets(settings),
  ];
}
