import { once } from 'node:events';
import type { CommandContext } from '../../../context/command-context.js';
import { InterruptedError } from '../../../outcome/interrupted-error.js';
import { importBudget } from '../../../project/import-budget.js';
import { migrateBudget } from '../open-budget.js';
import { webhookSecrets } from './webhook-secrets.js';
import { printStart } from './webhook-start.js';

/** The options of `wdh budget serve`. */
export interface ServeOptions {
  readonly port: number;
  readonly host: string;
  readonly migrate: boolean;
}

const command = 'wdh budget serve';

/** Takes alerts until a signal asks for the end; returns the exit code. */
export async function serveWebhook(
  context: CommandContext,
  { port, host, migrate }: ServeOptions,
): Promise<number> {
  const { createBudgetWebhook, openBudgetServices, serveBudgetWebhook } =
    await importBudget(command);
  await context.projectIfAny();
  const { settings, signal, logger } = context;
  // Before anything is opened.
  const secrets = webhookSecrets(settings);
  const connectionUrl = await context.connectionUrl();
  if (migrate) await migrateBudget(connectionUrl, command);
  const services = await openBudgetServices(settings, { connectionUrl, logger });
  try {
    const webhook = createBudgetWebhook({
      ...{ connectionUrl, secrets, basic: settings.budgetWebhookBasic },
      ...{ notifier: services.notifier, logger },
    });
    try {
      const server = await serveBudgetWebhook(webhook, { port, host });
      try {
        await printStart(context, { ...server, host, connectionUrl });
        if (!signal.aborted) await once(signal, 'abort');
        await context.terminal.printTo('stderr', 'Ending. Ctrl+C again ends it at once.\n');
      } finally {
        await server.close();
      }
    } finally {
      await webhook.close();
    }
  } finally {
    await services.close();
  }
  if (signal.reason instanceof InterruptedError) return 0;
  throw signal.reason;
}
