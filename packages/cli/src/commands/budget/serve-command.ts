import type { Command } from 'commander';
import type { Act } from '../../context/command-action.js';
import { wholeNumber } from '../../options/parse-numbers.js';
import type { ServeOptions } from './serve/serve-webhook.js';

const examples = `
It takes alerts at POST /api/v1/budget-alerts, stores each, and sends notices by mail and to Slack. Requests are
signed with BUDGET_WEBHOOK_SECRET (HMAC-SHA256 of the body in X-Webhook-Signature); without it, it does not start.
LiteLLM signs nothing: put the relay of @wdh/budget between, or set BUDGET_WEBHOOK_BASIC. GET /health answers 200.

Examples:
  export BUDGET_WEBHOOK_SECRET=$(openssl rand -hex 32)
  wdh budget serve                     only this machine reaches it
  wdh budget serve --port 8080
  wdh budget serve --host 0.0.0.0      behind a reverse proxy with TLS

SIGTERM or Ctrl+C: it takes no more requests, answers those that it has, waits for notices that are being sent, and
exits with 0. A second signal ends it at once. Set-up and secrets: docs/operations/budgets.md.`;

/** Adds `wdh budget serve`. */
export function addServeCommand(budget: Command, act: Act): void {
  budget
    .command('serve')
    .description('Take alerts of a gateway by a webhook, until it is stopped.')
    .option('--port <port>', 'where it listens; 0 takes a free one', wholeNumber(0, 65_535), 4010)
    .option('--host <address>', 'the address that it listens on', '127.0.0.1')
    .option(
      '--no-migrate',
      'do not create or update tables: for a role that may not, after wdh migrate up --budget',
    )
    .addHelpText('after', examples)
    .action(
      act<ServeOptions>(async (context, options) => {
        const { serveWebhook } = await import('./serve/serve-webhook.js');
        return serveWebhook(context, options);
      }),
    );
}
