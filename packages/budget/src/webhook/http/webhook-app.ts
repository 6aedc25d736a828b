import { createHash } from 'node:crypto';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { Hono } from 'hono';
import { senderCheck, type SenderCheckOptions } from '../auth/sender-check.js';
import { readWebhookEvent, type WebhookEvent } from '../event/webhook-event.js';
import { unavailable, WebhookRefusal } from '../refusal/webhook-refusal.js';
import { checkJsonType } from './check-json-type.js';
import { readDeliveryBody } from './read-delivery-body.js';
import { webhookAnswer } from './webhook-answer.js';

/** Path of deliveries. */
const alertsPath = '/api/v1/budget-alerts';

/** What the webhook needs to answer. */
export interface WebhookAppParts extends SenderCheckOptions {
  /**
   * Stores a delivery that is valid, and returns the body of its answer.
   *
   * @throws WebhookRefusal
   */
  readonly deliver: (event: WebhookEvent, digest: string) => Promise<object>;
  /** Whether deliveries can be stored now. */
  readonly isHealthy: () => Promise<boolean>;
  readonly logger: Logger;
  /** How long a body may take, in milliseconds. */
  readonly patienceMs: number;
}

/**
 * Creates the answers of the webhook. Each check comes before those that cost more or say more: 404, 405,
 * 413, 415, 401, 400, 422, 503, 200.
 */
export function webhookApp(parts: WebhookAppParts): (request: Request) => Promise<Response> {
  const { deliver, isHealthy, logger, patienceMs } = parts;
  const checkSender = senderCheck(parts);
  const app = new Hono();
  app.all('/health', async ({ req }) => {
    if (!['GET', 'HEAD'].includes(req.method)) throw methodRefused(req.raw, 'GET, HEAD');
    if (await isHealthy()) return webhookAnswer(200, { ok: true });
    throw unavailable('The database of the webhook does not answer.');
  });
  app.all(alertsPath, async ({ req: { method, raw } }) => {
    if (method !== 'POST') throw methodRefused(raw, 'POST');
    const body = await readDeliveryBody(raw, patienceMs);
    checkJsonType(raw.headers);
    checkSender(raw.headers, body);
    const event = readWebhookEvent(body);
    const digest = createHash('sha256').update(body).digest('hex');
    return webhookAnswer(200, await deliver(event, digest));
  });
  app.notFound(({ req }) => {
    const message = `Alerts are posted to ${alertsPath}.`;
    return answerTo(new WebhookRefusal(404, 'NOT_FOUND', message, closing(req.raw)), logger);
  });
  app.onError((error) => answerTo(error, logger));
  return async (request) => app.fetch(request);
}

function methodRefused(request: Request, allow: string): WebhookRefusal {
  const headers = { allow, ...closing(request) };
  return new WebhookRefusal(405, 'METHOD_NOT_ALLOWED', `Use ${allow}.`, headers);
}

/** A body that is not read ends its connection. */
function closing({ headers }: Request): Record<string, string> {
  const hasBody =
    headers.has('transfer-encoding') || (headers.get('content-length') ?? '0') !== '0';
  return hasBody ? { connection: 'close' } : {};
}

function answerTo(error: Error, logger: Logger): Response {
  if (error instanceof WebhookRefusal) {
    const { status, code, message, headers } = error;
    // Anybody can cause the others.
    const level = status === 422 ? 'warn' : 'debug';
    logger[level]('budget.webhook.refused', { status, code, reason: message });
    return webhookAnswer(status, { error: { code, message } }, headers);
  }
  logger.error('budget.webhook.failed', {
    error: error instanceof WdhError ? error.toJSON() : { name: error.name },
  });
  const message = 'An unexpected error. The log of the webhook has it.';
  return webhookAnswer(500, { error: { code: 'INTERNAL', message } });
}
