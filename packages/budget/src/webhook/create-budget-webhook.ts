import { guardedLogger, type Logger, silentLogger } from '@wdh/pipeline-core';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import type { Notifier } from '../alerts/budget-alert.js';
import type { BasicLogins } from './auth/basic-check.js';
import { checkWebhookOptions } from './check-webhook-options.js';
import { DeliveryStore } from './delivery/delivery-store.js';
import { webhookAnswer } from './http/webhook-answer.js';
import { webhookApp } from './http/webhook-app.js';

/** Options of {@link createBudgetWebhook}. */
export interface BudgetWebhookOptions {
  /** Contains the password: it is not logged, and errors do not contain it. */
  readonly connectionUrl: string;
  /**
   * What signs deliveries: one secret, or several while one replaces another. Of 32 characters at least.
   */
  readonly secrets: string | readonly string[];
  /**
   * Lets deliveries without a signature in by these credentials, as LiteLLM signs none. Several while one
   * replaces another. Default: off.
   */
  readonly basic?: BasicLogins | undefined;
  /** Sends the notices. The webhook does not close it. Default: none are sent. */
  readonly notifier?: Notifier | undefined;
  readonly logger?: Logger | undefined;
  /** Most connections at the same time. Default 8. */
  readonly poolSize?: number | undefined;
  /** Longest wait for a connection, and for the server, in milliseconds; then 503. Default 3,000. */
  readonly deadlineMs?: number | undefined;
  /** How long a body may take, in milliseconds. Default 10,000. */
  readonly bodyPatienceMs?: number | undefined;
  /**
   * For how long the same body is the same delivery, in milliseconds. Default 24 hours, after which LiteLLM
   * repeats an alert.
   */
  readonly replayRetentionMs?: number | undefined;
}

/** The webhook as a function of requests, for any server that speaks the Fetch API. */
export interface BudgetWebhook {
  /** Answers a request; it never rejects. */
  readonly fetch: (request: Request) => Promise<Response>;
  /**
   * Refuses further requests, waits for those in work and until the notifier has their alerts, and ends the
   * connections. Close the notifier afterwards: it waits for what it sends.
   */
  readonly close: () => Promise<void>;
}

const dayMs = 86_400_000;

/**
 * Creates the receiver of the alerts of a gateway such as LiteLLM: `POST /api/v1/budget-alerts`, and
 * `GET /health`.
 *
 * A delivery is known by the HMAC-SHA256 of its bytes in `X-Webhook-Signature`. The level of an alert
 * follows from the spend and the row of the tenant, not from the event. The alert, its entry in the audit
 * log and the mark that recognises a repeated delivery are stored together or not at all; the notices are
 * sent after the answer.
 *
 * @throws WdhError `WEBHOOK_OPTION_INVALID` (usage), such as for a missing secret; `CONNECTION_URL_INVALID`.
 * @example
 * const webhook = createBudgetWebhook({ connectionUrl, secrets: secret, notifier });
 * const server = await serveBudgetWebhook(webhook, { port: 4001 });
 */
export function createBudgetWebhook(options: BudgetWebhookOptions): BudgetWebhook {
  const {
    poolSize = 8,
    deadlineMs = 3_000,
    bodyPatienceMs: patienceMs = 10_000,
    replayRetentionMs = dayMs,
    basic,
    notifier,
  } = options;
  const logger = guardedLogger(options.logger ?? silentLogger);
  const secrets = typeof options.secrets === 'string' ? [options.secrets] : options.secrets;
  checkWebhookOptions({ secrets, basic, replayRetentionMs, deadlineMs });
  const pool = new StatementPool({
    address: parseConnectionUrl(options.connectionUrl),
    applicationName: 'wdh budget webhook',
    size: poolSize,
    deadlineMs,
    statementTimeoutMs: deadlineMs,
  });
  const store = new DeliveryStore({ on: pool, replayRetentionMs, notifier, logger });
  const answer = webhookApp({
    secrets,
    basic,
    logger,
    patienceMs,
    deliver: (event, digest) => store.deliver(event, digest),
    isHealthy: () => store.isHealthy(),
  });
  const inWork = new Set<Promise<Response>>();
  let isClosed = false;
  return {
    fetch: async (request) => {
      if (isClosed) return closedAnswer();
      const answering = answer(request);
      inWork.add(answering);
      try {
        return await answering;
      } finally {
        inWork.delete(answering);
      }
    },
    close: async () => {
      isClosed = true;
      await Promise.all(inWork);
      await store.drain();
      await pool.close();
    },
  };
}

function closedAnswer(): Response {
  const error = { code: 'ALERT_NOT_STORED', message: 'The webhook stops. Send it again.' };
  return webhookAnswer(503, { error }, { 'retry-after': '5', connection: 'close' });
}
