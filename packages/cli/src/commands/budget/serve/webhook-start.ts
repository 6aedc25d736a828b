import type { Settings, SettingsWithoutDatabase } from '@wdh/config';
import { parseConnectionUrl } from '@wdh/postgres';
import type { CommandContext } from '../../../context/command-context.js';
import { showMany } from '../../../table/show-values.js';
import { isLoopback } from './webhook-secrets.js';

/** What a webhook starts with. */
export interface WebhookStart {
  /** Such as `http://127.0.0.1:4010`. */
  readonly origin: string;
  readonly host: string;
  readonly connectionUrl: string;
}

/** Prints once where the webhook listens, whom it trusts, and where notices go. */
export async function printStart(context: CommandContext, start: WebhookStart): Promise<void> {
  const { settings } = context;
  const { user, server, database } = parseConnectionUrl(start.connectionUrl);
  const address = `${user === undefined ? '' : `${user}@`}${server}/${database ?? ''}`;
  const url = `${start.origin}/api/v1/budget-alerts`;
  const secrets = settings.budgetWebhookSecrets?.length ?? 0;
  const logins = settings.budgetWebhookBasic?.length ?? 0;
  const notices = noticesOf(settings);
  const facts = {
    ...{ event: 'budget.serving', url, listens: start.origin, database: address },
    ...{ secrets, logins, notices },
  };
  const lines = [
    `Alerts about the budgets of ${address} are taken.`,
    `  listens  ${url}`,
    `  trusts   signatures (${showMany(secrets, 'secret')})${logins === 0 ? '' : `, and Basic credentials (${showMany(logins, 'login')})`}`,
    `  notices  ${notices.length === 0 ? 'are previewed in the log: neither SMTP_URL nor SLACK_WEBHOOK_URL is set' : notices.join(', ')}`,
    '',
    'Ctrl+C ends it.',
  ];
  await context.printText(`${context.isJson ? JSON.stringify(facts) : lines.join('\n')}\n`);
  if (isLoopback(start.host)) return;
  const warning =
    'Other machines reach it without TLS: put a reverse proxy with TLS in front of it, and let only that reach it.\n';
  await context.terminal.printTo('stderr', warning);
}

function noticesOf(settings: Settings | SettingsWithoutDatabase): readonly string[] {
  const { smtpUrl, slackWebhookUrl } = settings;
  return [
    ...(smtpUrl === undefined ? [] : [`mail by ${new URL(smtpUrl).host}`]),
    ...(slackWebhookUrl === undefined ? [] : ['Slack']),
  ];
}
