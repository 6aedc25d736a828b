import { existsSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { createNotifier, mailChannel, postgresStore, slackChannel } from '../../src/index.js';
import { alertOf } from '../support/notices/budget-alerts.js';
import { printingLogger } from '../support/notices/printing-logger.js';

/** What the program is started with. */
export interface SendNoticeArgument {
  readonly connectionUrl: string;
  readonly smtpUrl: string;
  readonly webhookUrl: string;
  readonly tenant: string;
  /** The file that it waits for after it has printed `ready`; others then alert at the same time. */
  readonly gate?: string;
}

/** Sends the notice of one alert, as a process of a job would that has raised the level of a tenant. */
const argument = JSON.parse(process.argv[2] ?? '{}') as SendNoticeArgument;
const { connectionUrl, smtpUrl, webhookUrl, tenant, gate } = argument;
const store = postgresStore({ connectionUrl, poolSize: 1, deadlineMs: 60_000 });
const notifier = createNotifier({
  channels: [
    mailChannel({ url: smtpUrl, from: 'budgets@example.org', to: 'ops@example.org' }),
    slackChannel({ webhookUrl }),
  ],
  store,
  storeTimeoutMs: 60_000,
  attemptTimeoutMs: 60_000,
  closeTimeoutMs: 120_000,
  logger: printingLogger,
});
process.stdout.write('ready\n');
while (gate !== undefined && !existsSync(gate)) await delay(20);
notifier.notify(alertOf({ tenant }));
await notifier.close();
await store.close();
