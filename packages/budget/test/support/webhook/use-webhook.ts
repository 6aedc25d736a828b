import { createHmac } from 'node:crypto';
import { silentLogger } from '@wdh/pipeline-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { BudgetAlert } from '../../../src/alerts/budget-alert.js';
import {
  type BudgetWebhook,
  type BudgetWebhookOptions,
  createBudgetWebhook,
} from '../../../src/index.js';
import { type UsedBudgetDatabase, useBudgetDatabase } from '../use-budget-database.js';

/** The secret of the webhooks of tests. */
export const webhookSecret = 'a secret of tests'.repeat(3);

/** An event as LiteLLM sends it. */
export interface SentEvent {
  /** A text is sent as a number with those digits. */
  readonly spend: string;
  readonly key_alias?: string | null;
  readonly user_id?: string | null;
  readonly event?: string;
  readonly event_group?: string;
}

let sent = 0;

/** Returns the body of an event; each is another one. */
export function bodyOf({ spend, ...event }: SentEvent): string {
  const rest = JSON.stringify({
    max_budget: 110,
    soft_budget: 80,
    token: 'hash of a key',
    customer_id: null,
    user_id: null,
    team_id: null,
    team_alias: null,
    user_email: null,
    key_alias: null,
    projected_exceeded_date: null,
    projected_spend: null,
    event: 'threshold_crossed',
    event_group: 'key',
    event_message: `Key Budget: 15% Threshold Crossed ${String(++sent)}`,
    ...event,
  });
  return `{"spend":${spend},${rest.slice(1)}`;
}

/** Returns the signature of a body. */
export const signatureOf = (body: string | Uint8Array, secret = webhookSecret): string =>
  createHmac('sha256', secret).update(body).digest('hex');

/** Returns the request of a signed delivery. */
export function deliveryOf(body: string, origin = 'http://127.0.0.1:4001'): Request {
  return new Request(`${origin}/api/v1/budget-alerts`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-webhook-signature': signatureOf(body) },
    body,
  });
}

/** A log entry. */
export interface LogEntry {
  readonly level: string;
  readonly event: string;
  readonly context: unknown;
}

/** A webhook over a database of its own, for one test file. */
export interface UsedWebhook extends UsedBudgetDatabase {
  readonly webhook: BudgetWebhook;
  /** Alerts that the notifier was given, in order. */
  readonly notified: BudgetAlert[];
  readonly log: LogEntry[];
  /** Opens another webhook on the database, as another process would have it. */
  readonly open: (options?: Partial<BudgetWebhookOptions>) => BudgetWebhook;
  /** Sends a signed body, and returns the status and the answer. */
  readonly send: (body: string, to?: BudgetWebhook) => Promise<readonly [number, unknown]>;
  readonly addTenant: (tenant: string, settings?: TenantRow) => Promise<void>;
  /** What is stored about a tenant. */
  readonly stored: (tenant: string) => Promise<StoredAlerts>;
}

/** Columns of a tenant. */
export interface TenantRow {
  readonly maxBudget?: string;
  readonly isActive?: boolean;
  readonly alertThreshold?: number;
  readonly graceThreshold?: number;
}

/** Rows about a tenant. */
export interface StoredAlerts {
  readonly alerts: readonly Readonly<Record<string, unknown>>[];
  readonly audits: readonly Readonly<Record<string, unknown>>[];
}

/** Opens a webhook before the tests of a file, and closes it after them. */
export function useWebhook(options: Partial<BudgetWebhookOptions> = {}): UsedWebhook {
  const database = useBudgetDatabase();
  const notified: BudgetAlert[] = [];
  const log: LogEntry[] = [];
  const logger = {
    ...silentLogger,
    warn: (event: string, context?: unknown) => log.push({ level: 'warn', event, context }),
    error: (event: string, context?: unknown) => log.push({ level: 'error', event, context }),
  };
  const opened: BudgetWebhook[] = [];
  const open = (more: Partial<BudgetWebhookOptions> = {}): BudgetWebhook => {
    const webhook = createBudgetWebhook({
      connectionUrl: database.url,
      secrets: webhookSecret,
      notifier: { notify: (alert) => notified.push(alert), close: () => Promise.resolve() },
      logger,
      deadlineMs: 30_000,
      ...options,
      ...more,
    });
    opened.push(webhook);
    return webhook;
  };
  let webhook: BudgetWebhook;
  beforeAll(() => {
    webhook = open();
  });
  afterEach(() => {
    log.length = 0;
  });
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()));
  });
  return {
    notified,
    log,
    open,
    get url() {
      return database.url;
    },
    get sql() {
      return database.sql;
    },
    get webhook() {
      return webhook;
    },
    send: async (body, to = webhook) => {
      const answer = await to.fetch(deliveryOf(body));
      return [answer.status, await answer.json()];
    },
    addTenant: async (tenant, row = {}) => {
      const { maxBudget = '100', isActive = true, alertThreshold = 80, graceThreshold = 110 } = row;
      await database.sql`
        insert into tenant_configs
          (tenant_id, name, notify_email, max_budget, is_active, alert_threshold, grace_threshold)
        values (${tenant}, ${`Tenant ${tenant}`}, ${`${tenant}@example.com`},
          ${maxBudget}::text::numeric, ${isActive}, ${alertThreshold}, ${graceThreshold})`;
    },
    stored: async (tenant) => ({
      alerts: await database.sql`
        select event_type, spend::text, max_budget::text, percentage::text from budget_alert_history
        where tenant_id = ${tenant} order by alert_id`,
      audits: await database.sql`
        select actor, operation, details, status from audit_log
        where details->>'tenant' = ${tenant} order by audit_id`,
    }),
  };
}
