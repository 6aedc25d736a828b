import { isIP } from 'node:net';
import { ConfigurationError, type Settings, type SettingsWithoutDatabase } from '@wdh/config';

/**
 * Returns the secrets that sign the alerts of a gateway.
 *
 * @throws ConfigurationError if there is none: anybody could report that a budget is used up.
 */
export function webhookSecrets({
  budgetWebhookSecrets: secrets,
}: Settings | SettingsWithoutDatabase): readonly string[] {
  if (secrets !== undefined) return secrets;
  throw new ConfigurationError([
    {
      key: 'BUDGET_WEBHOOK_SECRET',
      expected: 'a secret of 32 to 200 characters',
      action:
        'Set it to the output of openssl rand -hex 32, and give it to what signs the alerts: without one, nothing is served.',
    },
  ]);
}

/** Whether an address is reached by this machine alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}
