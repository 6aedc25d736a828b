import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { BudgetAlert, Notifier } from '../../alerts/budget-alert.js';
import { withBudgetTables } from '../../database/with-budget-tables.js';
import { alertIn } from '../../spend/ledger-answer.js';
import { tenantCandidates } from '../event/tenant-candidates.js';
import type { WebhookEvent } from '../event/webhook-event.js';
import { unavailable, WebhookRefusal } from '../refusal/webhook-refusal.js';
import {
  confirmNotices,
  deleteOldMarks,
  storeDelivery,
  type StoredDelivery,
} from './delivery-statements.js';
import { NoticeQueue } from './notice-queue.js';

/** What deliveries are stored with. */
export interface DeliveryStoreOptions {
  readonly on: Queryable;
  readonly replayRetentionMs: number;
  readonly notifier: Notifier | undefined;
  readonly logger: Logger;
}

/** The body of the answer to a delivery. */
export interface DeliveryAnswer {
  /** `alert`: a level was reached; `recorded`: none was; `duplicate`: it was stored before. */
  readonly outcome: 'alert' | 'recorded' | 'duplicate';
  readonly level?: BudgetAlert['level'];
}

/** Deliveries between two deletions of old marks by one process. */
const deliveriesPerSweep = 500;

/** Attempts whose answers were lost that are remembered; the oldest is forgotten first. */
const maxLost = 10_000;

/** Stores deliveries, each once, and hands their alerts to the notifier. */
export class DeliveryStore {
  readonly #on: Queryable;
  readonly #retentionMs: number;
  readonly #logger: Logger;
  readonly #notices: NoticeQueue;
  /** Digests of deliveries that may be stored, although their answer said otherwise. */
  readonly #lost = new Set<string>();
  #deliveries = 0;
  #asked: Promise<boolean> | null = null;

  constructor({ on, replayRetentionMs, notifier, logger }: DeliveryStoreOptions) {
    this.#on = withBudgetTables(on);
    this.#retentionMs = replayRetentionMs;
    this.#logger = logger;
    const confirm = (digests: readonly string[]) => confirmNotices(this.#on, digests);
    this.#notices = new NoticeQueue(notifier, confirm, logger);
  }

  /**
   * Stores a delivery.
   *
   * @param digest - SHA-256 of its body, in hexadecimal.
   * @throws WebhookRefusal 422 for an unknown or inactive tenant, 503 if it was not stored.
   */
  async deliver(event: WebhookEvent, digest: string): Promise<DeliveryAnswer> {
    const ids = tenantCandidates(event);
    const isLost = this.#lost.has(digest);
    try {
      const delivery = { event, digest, ids, isLost };
      const stored = await storeDelivery(this.#on, delivery, this.#retentionMs);
      this.#lost.delete(digest);
      return await this.#answer(event, digest, stored);
    } catch (error) {
      if (error instanceof WebhookRefusal) throw error;
      this.#remember(digest);
      this.#logger.error('budget.webhook.not_stored', {
        event: event.event,
        error: error instanceof WdhError ? error.toJSON() : { name: (error as Error).name },
      });
      throw unavailable('The alert was not stored. Send it again.');
    }
  }

  /** Whether the database answers; however many ask at once, it is asked once. */
  async isHealthy(): Promise<boolean> {
    this.#asked ??= this.#on
      .query('select 1 from public.budget_webhook_deliveries limit 0')
      .then(
        () => true,
        () => false,
      )
      .finally(() => (this.#asked = null));
    return this.#asked;
  }

  /** Waits until the notifier has every alert. */
  async drain(): Promise<void> {
    await this.#notices.drain();
  }

  /** @throws WebhookRefusal 422 */
  async #answer(
    { event, wasNegative }: WebhookEvent,
    digest: string,
    stored: StoredDelivery,
  ): Promise<DeliveryAnswer> {
    const { outcome, tenant, raisedTo: level } = stored;
    if (outcome === 'unknown') {
      throw new WebhookRefusal(422, 'TENANT_UNKNOWN', 'No tenant has this key_alias or user_id.');
    }
    if (outcome === 'inactive') {
      throw new WebhookRefusal(422, 'TENANT_INACTIVE', 'The tenant of this alert is not active.');
    }
    const alert = tenant === null ? null : alertIn(tenant, event, stored);
    if (alert !== null) this.#notices.add(alert, digest);
    if (outcome === 'duplicate') return { outcome };
    if (wasNegative) this.#logger.warn('budget.webhook.negative_spend', { event, tenant });
    this.#logger.info('budget.webhook.stored', { event, tenant, level });
    if (this.#deliveries++ % deliveriesPerSweep === 0) {
      // What is stored is stored: another delivery sweeps.
      await deleteOldMarks(this.#on, this.#retentionMs).catch(() => undefined);
    }
    return level === null ? { outcome: 'recorded' } : { outcome: 'alert', level };
  }

  #remember(digest: string): void {
    this.#lost.add(digest);
    const [oldest] = this.#lost;
    if (this.#lost.size > maxLost && oldest !== undefined) this.#lost.delete(oldest);
  }
}
