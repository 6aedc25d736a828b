import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { BudgetAlert, Notifier } from '../../alerts/budget-alert.js';

/** Hands alerts to a notifier after their deliveries were answered. */
export class NoticeQueue {
  readonly #notifier: Notifier | undefined;
  readonly #logger: Logger;
  readonly #waiting = new Set<Promise<void>>();

  constructor(notifier: Notifier | undefined, logger: Logger) {
    this.#notifier = notifier;
    this.#logger = logger;
  }

  /** @param handedOver - called once the notifier has the alert. */
  add(alert: BudgetAlert, handedOver: () => Promise<void>): void {
    const handing = this.#hand(alert, handedOver).finally(() => this.#waiting.delete(handing));
    this.#waiting.add(handing);
  }

  /** Waits until the notifier has every alert. */
  async drain(): Promise<void> {
    while (this.#waiting.size > 0) await Promise.all(this.#waiting);
  }

  async #hand(alert: BudgetAlert, handedOver: () => Promise<void>): Promise<void> {
    // The answer goes out first.
    await new Promise((resolve) => setImmediate(resolve));
    try {
      this.#notifier?.notify(alert);
      await handedOver();
    } catch (error) {
      this.#logger.warn('budget.webhook.notice_failed', {
        tenant: alert.tenant,
        error: error instanceof WdhError ? error.toJSON() : { name: (error as Error).name },
      });
    }
  }
}
