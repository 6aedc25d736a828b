import { untilTrue } from '@wdh/fault-injection';
import { createRecordingLogger } from '@wdh/pipeline-core/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Budget,
  type BudgetWebhook,
  createBudgetWebhook,
  createNotifier,
  liteLlmGateway,
  mailChannel,
  type Notifier,
  openBudget,
  postgresStore,
  serveBudgetWebhook,
  slackChannel,
  type WebhookServer,
} from '../../../src/index.js';
import { MailServer } from '../../support/notices/mail-server.js';
import { SlackServer } from '../../support/notices/slack-server.js';
import { useBudgetDatabase } from '../../support/use-budget-database.js';
import { useLiteLlm } from '../../support/use-lite-llm.js';
import { bodyOf, deliveryOf, webhookSecret } from '../../support/webhook/use-webhook.js';

/**
 * The whole way, with real servers: LiteLLM's forms, PostgreSQL, the socket of the webhook, mail by SMTP
 * and Slack.
 */
const place = useBudgetDatabase();
const lite = useLiteLlm();
let mail: MailServer;
let slack: SlackServer;
let budget: Budget;
let notifier: Notifier;
let webhook: BudgetWebhook;
let server: WebhookServer;
const logger = createRecordingLogger();

beforeAll(async () => {
  mail = await MailServer.start();
  slack = await SlackServer.start();
  const connectionUrl = place.url;
  const { url: baseUrl, masterKey } = lite.server;
  const url = `smtp://127.0.0.1:${String(mail.port)}`;
  notifier = createNotifier({
    channels: [
      mailChannel({ url, from: 'Budgets <budgets@example.org>', to: 'ops@example.org' }),
      slackChannel({ webhookUrl: `${slack.origin}/services/T0/B0/x` }),
    ],
    store: postgresStore({ connectionUrl }),
    logger,
  });
  budget = openBudget({
    ...{ connectionUrl, notifier, logger },
    gateway: liteLlmGateway({ baseUrl, masterKey, checkDeadlineMs: 30_000 }),
    keySecret: 'of the test'.repeat(4),
  });
  webhook = createBudgetWebhook({
    ...{ connectionUrl, notifier, logger, secrets: webhookSecret, deadlineMs: 30_000 },
  });
  server = await serveBudgetWebhook(webhook, { port: 0 });
});
beforeEach(() => {
  mail.mails.length = 0;
  slack.posts.length = 0;
});
afterAll(async () => {
  await server.close();
  await webhook.close();
  await budget.close();
  await notifier.close();
  await mail[Symbol.asyncDispose]();
  await slack[Symbol.asyncDispose]();
});

/** Creates a tenant with a budget of 100.00, with its key at LiteLLM. */
async function newTenant(tenant: string): Promise<void> {
  const notifyEmail = `${tenant}@example.com`;
  await budget.createTenant({ tenant, name: `Tenant <${tenant}>`, maxBudget: '100', notifyEmail });
}

/** Has the key of a tenant spend, and LiteLLM report it. */
async function report(tenant: string, spend: string, event: string): Promise<Response> {
  const key = lite.server.keyOf(tenant);
  key.spend = spend;
  const body = bodyOf({ spend, event, key_alias: key.alias, user_id: key.userId });
  return fetch(deliveryOf(body, server.origin));
}

const alertsOf = (tenant: string) => budget.listAlerts({ tenant });

const auditsOf = (tenant: string) => place.sql`
  select operation from audit_log where actor = 'webhook' and details->>'tenant' = ${tenant}`;

describe('a tenant of a gateway', () => {
  it('gets a key with its limits, spends 80 %, and is notified by mail and Slack', async () => {
    await newTenant('first');
    expect(lite.server.keyOf('first')).toMatchObject({
      ...{ alias: 'first', userId: 'first', maxBudget: '110', softBudget: '80' },
    });
    const { apiKey } = await budget.getLlmClientForTenant('first');
    expect(apiKey).toBe(lite.server.keyOf('first').key);
    const answer = await report('first', '80.25', 'soft_budget_crossed');
    expect(answer.status).toBe(200);
    await expect(answer.json()).resolves.toEqual({ outcome: 'alert', level: 'alert' });
    await untilTrue(() => mail.mails.length + slack.posts.length === 2, 30_000, 'both notices');
    const [{ recipients, text, html } = { recipients: [], text: '', html: '' }] = mail.mails;
    expect(recipients).toEqual(['first@example.com', 'ops@example.org']);
    expect(text).toContain('$80.25 of a budget of $100.00 (80.25 %)');
    expect(html).toContain('Tenant &lt;first&gt;');
    expect(JSON.stringify(slack.posts)).toContain('80.25');
    await expect(alertsOf('first')).resolves.toMatchObject([
      { tenant: 'first', eventType: 'soft_budget_crossed' },
    ]);
    await expect(auditsOf('first')).resolves.toMatchObject([{ operation: 'budget.alert' }]);
  });

  it('is refused a client, as HTTP 402, from 110 %, and its alert says so', async () => {
    await newTenant('blocked');
    const answer = await report('blocked', '110.00', 'budget_crossed');
    await expect(answer.json()).resolves.toEqual({ outcome: 'alert', level: 'blocked' });
    await expect(budget.getLlmClientForTenant('blocked')).rejects.toMatchObject({
      ...{ name: 'BudgetExceededError', code: 'BUDGET_EXCEEDED', httpStatus: 402 },
    });
    await untilTrue(() => mail.mails.length === 1, 30_000, 'the mail');
    expect(mail.mails[0]?.headers.get('subject')).toContain('[Budget blocked]');
  });

  it('gets a client at 105 %, within the grace, and still spends', async () => {
    await newTenant('grace');
    const answer = await report('grace', '105', 'budget_crossed');
    await expect(answer.json()).resolves.toEqual({ outcome: 'alert', level: 'critical' });
    await expect(budget.getLlmClientForTenant('grace')).resolves.toBeDefined();
    const result = await budget.spend('grace', '1.5', () => Promise.resolve('answer'), {
      cost: () => '1.5',
    });
    expect(result).toBe('answer');
    await expect(budget.getBudgetStatus('grace')).resolves.toMatchObject({
      ...{ level: 'critical', isBlocked: false, source: 'gateway', spent: '105.00' },
    });
    const [entry] = (await budget.listEntries({ tenant: 'grace' })).items;
    expect(entry).toMatchObject({ cost: '1.5' });
  });

  it('has no row, and no notice, by a delivery with a wrong signature', async () => {
    await newTenant('forged');
    const body = bodyOf({ spend: '99', key_alias: 'forged' });
    const headers = { 'content-type': 'application/json', 'x-webhook-signature': '0'.repeat(64) };
    const to = `${server.origin}/api/v1/budget-alerts`;
    expect((await fetch(to, { method: 'POST', headers, body })).status).toBe(401);
    expect((await fetch(to, { method: 'POST', body })).status).toBe(415);
    await expect(alertsOf('forged')).resolves.toEqual([]);
    await expect(auditsOf('forged')).resolves.toEqual([]);
    // Notices that were sent before are in the log by now: none is of this tenant.
    expect(JSON.stringify(mail.mails)).not.toContain('forged');
  });

  it('gets one notice of two alerts of one level within an hour, and another of a higher one', async () => {
    await newTenant('twice');
    expect((await report('twice', '81', 'soft_budget_crossed')).status).toBe(200);
    expect((await report('twice', '82', 'threshold_crossed')).status).toBe(200);
    expect((await report('twice', '100', 'budget_crossed')).status).toBe(200);
    await untilTrue(() => mail.mails.length + slack.posts.length >= 4, 30_000, 'four notices');
    const heldBack = () => logger.eventNames.filter((name) => name === 'budget.notice.held_back');
    await untilTrue(() => heldBack().length > 0, 30_000, 'the notice that is held back');
    expect(mail.mails.map(({ headers }) => headers.get('subject')).toSorted()).toEqual([
      expect.stringContaining('[Budget alert]'),
      expect.stringContaining('[Budget critical]'),
    ]);
    expect(slack.posts).toHaveLength(2);
    await expect(alertsOf('twice')).resolves.toHaveLength(3);
  });
});
