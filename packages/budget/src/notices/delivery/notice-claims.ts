import type { Logger } from '@wdh/pipeline-core';
import type { Claim, KeyValueStore } from '../../store/key-value-store.js';
import { DeliveryError, reasonOf } from './delivery-error.js';
import { LocalClaims } from './local-claims.js';
import { withinDeadline } from './within-deadline.js';

/** The parts of {@link NoticeClaims}. */
export interface NoticeClaimsOptions {
  readonly store: KeyValueStore | undefined;
  readonly logger: Logger;
  /** How long a claim is kept. Milliseconds. */
  readonly ttlMs: number;
  /** Longest wait for the store. Milliseconds. */
  readonly storeTimeoutMs: number;
}

/**
 * The claims of notices: of concurrent ones with a key, one is sent. While the store does not answer, each
 * process decides for itself, as a notice that is sent twice does less harm than one that is not sent.
 */
export class NoticeClaims {
  readonly #options: NoticeClaimsOptions;
  readonly #local: LocalClaims;

  constructor(options: NoticeClaimsOptions) {
    this.#options = options;
    this.#local = new LocalClaims(options.ttlMs);
  }

  /** Claims a key; null if it is claimed. Never rejects. */
  async take(key: string): Promise<Claim | null> {
    const { store, logger, ttlMs } = this.#options;
    if (store === undefined) return this.#takeLocal(key);
    let asked: Promise<Claim | null> | undefined;
    try {
      const claim = await this.#inTime(() => (asked = store.claim(key, ttlMs)));
      return claim === null ? null : { release: () => this.#release(claim) };
    } catch (error) {
      logger.warn('budget.notice.store.failed', {
        reason: reasonOf(error),
        effect: 'the notice is sent anyway',
      });
      return this.#takeLocal(key, asked);
    }
  }

  /** A store may grant what it was asked for when it is not waited for any more: `late`. */
  #takeLocal(key: string, late?: Promise<Claim | null>): Claim | null {
    if (!this.#local.take(key)) return null;
    const release = (): Promise<void> => {
      this.#local.release(key);
      late?.then((claim) => claim?.release()).catch(() => undefined);
      return Promise.resolve();
    };
    return { release };
  }

  async #release(claim: Claim): Promise<void> {
    try {
      await this.#inTime(() => claim.release());
    } catch (error) {
      const effect = 'no notice of this level is sent until the claim expires';
      this.#options.logger.warn('budget.notice.store.failed', { reason: reasonOf(error), effect });
    }
  }

  #inTime<T>(call: () => Promise<T>): Promise<T> {
    const deadlineMs = this.#options.storeTimeoutMs;
    const onDeadline = (): Error =>
      new DeliveryError(`There was no answer within ${deadlineMs} ms.`, { isRetryable: true });
    return withinDeadline({ deadlineMs, onDeadline }, call);
  }
}
