import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { BudgetAlert, Notifier } from '../alerts/budget-alert.js';
import type { KeyValueStore } from '../store/key-value-store.js';
import { BackgroundQueue } from './delivery/background-queue.js';
import { deliver } from './delivery/deliver.js';
import { DeliveryError, reasonOf } from './delivery/delivery-error.js';
import { NoticeClaims } from './delivery/notice-claims.js';
import { withinDeadline } from './delivery/within-deadline.js';
import type { NoticeChannel, NoticeDelivery } from './notice-channel.js';
import { type Notice, renderNotice } from './notice.js';

/** The parts of a {@link BackgroundNotifier}. Times in milliseconds. */
export interface BackgroundNotifierOptions {
  readonly channels: readonly NoticeChannel[];
  readonly store: KeyValueStore | undefined;
  /** Never throws. */
  readonly logger: Logger;
  readonly repeatAfterMs: number;
  readonly attemptTimeoutMs: number;
  readonly retryDelayMs: number;
  readonly storeTimeoutMs: number;
  readonly closeTimeoutMs: number;
}

/** Notices that are sent at the same time: each has a connection to the mail server. */
const width = 8;
const longestQueue = 10_000;
/** How long deliveries that were ended may take to say so. */
const endingMs = 2_000;

type Outcome = NoticeDelivery['status'] | 'failed';

/** Sends notices about alerts in the background. */
export class BackgroundNotifier implements Notifier {
  readonly #options: BackgroundNotifierOptions;
  readonly #claims: NoticeClaims;
  readonly #queue = new BackgroundQueue(width, longestQueue);
  readonly #closing = new AbortController();
  readonly #ending = new AbortController();
  #closed: Promise<void> | undefined;

  constructor(options: BackgroundNotifierOptions) {
    this.#options = options;
    const { store, logger, repeatAfterMs: ttlMs, storeTimeoutMs } = options;
    this.#claims = new NoticeClaims({ store, logger, ttlMs, storeTimeoutMs });
  }

  notify(alert: BudgetAlert): void {
    if (this.#closed !== undefined) {
      this.#lost(alert, 'The notifier is closed.');
    } else if (!this.#queue.add(() => this.#process(alert))) {
      this.#lost(alert, `More than ${longestQueue} notices wait.`);
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#drain();
    return this.#closed;
  }

  async #drain(): Promise<void> {
    this.#closing.abort();
    const { closeTimeoutMs } = this.#options;
    if (await this.#drainsWithin(closeTimeoutMs)) return;
    const summary = `It was not sent within ${closeTimeoutMs} ms after the end of the process was asked for.`;
    this.#ending.abort(new DeliveryError(summary, { isRetryable: false }));
    await this.#drainsWithin(endingMs);
  }

  async #drainsWithin(deadlineMs: number): Promise<boolean> {
    const limits = { deadlineMs, onDeadline: () => new Error('not drained') };
    return withinDeadline(limits, () => this.#queue.drained()).then(
      () => true,
      () => false,
    );
  }

  async #process(alert: BudgetAlert): Promise<void> {
    try {
      await this.#send(alert);
    } catch (error) {
      this.#lost(alert, reasonOf(error));
    }
  }

  async #send(alert: BudgetAlert): Promise<void> {
    const { channels, logger } = this.#options;
    this.#ending.signal.throwIfAborted();
    const notice = await renderNotice(alert);
    if (channels.length === 0) {
      this.#preview(notice, { reason: 'no channel is configured' });
      return;
    }
    const claim = await this.#claims.take(`notice/${alert.level}/${alert.tenant}`);
    if (claim === null) {
      logger.debug('budget.notice.held_back', factsOf(alert));
      return;
    }
    const outcomes = await Promise.all(channels.map((channel) => this.#sendBy(channel, notice)));
    if (outcomes.includes('sent')) return;
    await claim.release();
    if (outcomes.includes('failed')) this.#lost(alert, 'Every channel failed.');
  }

  /** Never rejects: a channel that fails does not stop the others. */
  async #sendBy(channel: NoticeChannel, notice: Notice): Promise<Outcome> {
    const { attemptTimeoutMs, retryDelayMs, logger } = this.#options;
    const facts = { ...factsOf(notice.alert), channel: channel.name };
    const limits = { attemptTimeoutMs, retryDelayMs };
    const signals = { hurry: this.#closing.signal, signal: this.#ending.signal };
    try {
      const delivered = await deliver(channel, notice, { ...limits, ...signals });
      const { status, attempts, refused = 0 } = delivered;
      if (status === 'sent') {
        const log = refused === 0 ? 'info' : 'warn';
        logger[log]('budget.notice.sent', { ...facts, attempts, ...(refused > 0 && { refused }) });
      } else {
        this.#preview(notice, { channel: channel.name, reason: status.replace('_', ' ') });
      }
      return status;
    } catch (error) {
      const code = error instanceof WdhError ? { code: error.code } : {};
      logger.warn('budget.notice.failed', { ...facts, ...code, reason: reasonOf(error) });
      return 'failed';
    }
  }

  /** Shows in the log what would have been sent. */
  #preview({ alert, subject, text }: Notice, why: Readonly<Record<string, string>>): void {
    this.#options.logger.info('budget.notice.preview', {
      ...factsOf(alert),
      ...why,
      subject,
      text,
    });
  }

  #lost(alert: BudgetAlert, reason: string): void {
    const hint = 'the alert is in budget_alert_history';
    this.#options.logger.error('budget.notice.lost', { ...factsOf(alert), reason, hint });
  }
}

const factsOf = ({ tenant, level }: BudgetAlert): { tenant: string; level: string } => ({
  tenant,
  level,
});
