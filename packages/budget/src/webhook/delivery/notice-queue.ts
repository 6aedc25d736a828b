import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { BudgetAlert, Notifier } from '../../alerts/budget-alert.js';

/** Most notices that one statement confirms. */
const confirmedAtOnce = 500;

/** Hands alerts to a notifier after their deliveries were answered, and has that recorded. */
export class NoticeQueue {
  readonly #notifier: Notifier | undefined;
  readonly #confirm: (digests: readonly string[]) => Promise<void>;
  readonly #logger: Logger;
  #waiting: { readonly alert: BudgetAlert; readonly digest: string }[] = [];
  #working: Promise<void> | null = null;

  /** @param confirm - records that the notifier has the alerts of deliveries. */
  constructor(
    notifier: Notifier | undefined,
    confirm: (digests: readonly string[]) => Promise<void>,
    logger: Logger,
  ) {
    this.#notifier = notifier;
    this.#confirm = confirm;
    this.#logger = logger;
  }

  /** Adds the alert of a delivery. */
  add(alert: BudgetAlert, digest: string): void {
    this.#waiting.push({ alert, digest });
    this.#working ??= this.#work().finally(() => (this.#working = null));
  }

  /** Waits until the notifier has every alert. */
  async drain(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Answers go out first.
      await new Promise((resolve) => setImmediate(resolve));
      const batch = this.#waiting.splice(0, confirmedAtOnce);
      for (const { alert } of batch) this.#hand(alert);
      await this.#confirm(batch.map(({ digest }) => digest)).catch((error: unknown) => {
        // A repeated delivery may hand it over again: the notifier sends one within an hour.
        this.#warn('budget.webhook.notice_unconfirmed', error);
      });
    }
  }

  #hand(alert: BudgetAlert): void {
    try {
      this.#notifier?.notify(alert);
    } catch (error) {
      this.#warn('budget.webhook.notice_failed', error, { tenant: alert.tenant });
    }
  }

  #warn(event: string, error: unknown, more: Readonly<Record<string, string>> = {}): void {
    const shown = error instanceof WdhError ? error.toJSON() : { name: (error as Error).name };
    this.#logger.warn(event, { ...more, error: shown });
  }
}
