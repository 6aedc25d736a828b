import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { Queryable, StatementPool } from '@wdh/postgres';
import type { BudgetAlert, Notifier } from '../../alerts/budget-alert.js';
import { withBudgetTables } from '../../database/with-budget-tables.js';
import { tenantCandidates } from '../event/tenant-candidates.js';
import type { WebhookEvent } from '../event/webhook-event.js';
import { unavailable, WebhookRefusal } from '../http/webhook-refusal.js';
import { alertOf } from './alert-of.js';
import { DeliveryMarks } from './delivery-marks.js';
import { NoticeQueue } from './notice-queue.js';
import { recordDelivery } from './record-delivery.js';
import { findTenant, type TenantBudget } from './tenant-budget.js';

/** What deliveries are stored with. */
export interface DeliveryStoreOptions {
  readonly pool: Pick<StatementPool, 'query' | 'transact'>;
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

/** Stores deliveries, each once, and hands their alerts to the notifier. */
export class DeliveryStore {
  readonly #pool: DeliveryStoreOptions['pool'];
  readonly #on: Queryable;
  readonly #logger: Logger;
  readonly #marks: DeliveryMarks;
  readonly #notices: NoticeQueue;
  #asked: Promise<boolean> | null = null;

  constructor({ pool, replayRetentionMs, notifier, logger }: DeliveryStoreOptions) {
    this.#pool = pool;
    this.#on = withBudgetTables(pool);
    this.#logger = logger;
    this.#marks = new DeliveryMarks(replayRetentionMs);
    this.#notices = new NoticeQueue(notifier, logger);
  }

  /**
   * Stores a delivery.
   *
   * @param digest - SHA-256 of its body, in hexadecimal.
   * @throws WebhookRefusal 422 for an unknown or inactive tenant, 503 if it was not stored.
   */
  async deliver(event: WebhookEvent, digest: string): Promise<DeliveryAnswer> {
    const ids = tenantCandidates(event);
    try {
      return await this.#store(event, digest, ids);
    } catch (error) {
      if (error instanceof WebhookRefusal) throw error;
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

  async #store(
    event: WebhookEvent,
    digest: string,
    ids: readonly string[],
  ): Promise<DeliveryAnswer> {
    const tenant = await this.#tenantOf(ids);
    const alert = tenant === null ? null : alertOf(event, tenant);
    const isNew = await this.#pool.transact(async (transaction) => {
      const on = withBudgetTables(transaction);
      if (!(await this.#marks.take(on, digest, alert !== null))) return false;
      await recordDelivery(on, event, tenant, alert);
      return true;
    });
    if (!isNew) return this.#repeated(alert, digest);
    this.#report(event, tenant, alert);
    if (alert !== null) this.#notify(alert, digest);
    await this.#marks.sweep(this.#on);
    return alert === null ? { outcome: 'recorded' } : { outcome: 'alert', level: alert.level };
  }

  /** @throws WebhookRefusal 422 */
  async #tenantOf(ids: readonly string[]): Promise<TenantBudget | null> {
    if (ids.length === 0) return null;
    const tenant = await findTenant(this.#on, ids);
    if (tenant === null) {
      throw new WebhookRefusal(422, 'TENANT_UNKNOWN', 'No tenant has this key_alias or user_id.');
    }
    if (!tenant.isActive) {
      throw new WebhookRefusal(422, 'TENANT_INACTIVE', 'The tenant of this alert is not active.');
    }
    return tenant;
  }

  async #repeated(alert: BudgetAlert | null, digest: string): Promise<DeliveryAnswer> {
    if (alert !== null && (await this.#marks.takeLost(this.#on, digest))) {
      this.#notify(alert, digest);
    }
    return { outcome: 'duplicate' };
  }

  #notify(alert: BudgetAlert, digest: string): void {
    this.#notices.add(alert, () => this.#marks.settle(this.#on, digest));
  }

  #report(
    { event, wasNegative }: WebhookEvent,
    tenant: TenantBudget | null,
    alert: BudgetAlert | null,
  ): void {
    const found = { event, tenant: tenant?.tenant ?? null, level: alert?.level ?? null };
    if (wasNegative) this.#logger.warn('budget.webhook.negative_spend', found);
    this.#logger.info('budget.webhook.stored', found);
  }
}
