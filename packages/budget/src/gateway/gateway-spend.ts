import { executeWithRetry, guardedLogger, type Logger, WdhError } from '@wdh/pipeline-core';
import { beforeDeadline } from '../store/before-deadline.js';
import type { KeyValueStore } from '../store/key-value-store.js';
import type { BackgroundWork } from './background-work.js';
import type { Gateway, SpendOfKey } from './port/gateway.js';

/** How long a spend is used before the gateway is asked again, in milliseconds. */
const cachedMs = 60_000;

const retries = { maxAttempts: 3, backoffMs: 250, maxBackoffMs: 5_000 };

/** A key of which the spend is asked. */
export interface AskedKey extends SpendOfKey {
  /** Changes when the spend of the key was set to zero, so that no older figure is used. */
  readonly resetAt: string;
}

/** What spends are asked with. */
export interface SpendParts {
  readonly gateway: Gateway;
  readonly store: KeyValueStore;
  readonly logger: Logger;
  readonly background: BackgroundWork;
}

/** The spend of keys as the gateway knows it, asked once a minute. */
export class GatewaySpend {
  readonly #parts: SpendParts;
  readonly #asking = new Map<string, Promise<string | null>>();

  constructor(parts: SpendParts) {
    this.#parts = { ...parts, logger: guardedLogger(parts.logger) };
  }

  /**
   * Returns the spend of a key as an exact decimal text; null if it is not known, because the gateway does
   * not answer. Never rejects. Many that ask at once make one request.
   *
   * If the gateway fails, three more attempts follow in the background, and fill the cache.
   */
  spendOf(key: AskedKey): Promise<string | null> {
    const name = nameOf(key);
    const asked = this.#asking.get(name) ?? this.#find(name, key);
    this.#asking.set(name, asked);
    void asked.then(() => this.#asking.delete(name));
    return asked;
  }

  async #find(name: string, key: AskedKey): Promise<string | null> {
    const { background, gateway, logger } = this.#parts;
    const cached = await this.#cached(name);
    if (cached !== null) return cached;
    // The gateway is being asked; to ask it more would not help it.
    if (background.isRunning(name)) return null;
    try {
      return await this.#ask(name, key, gateway.checkDeadlineMs);
    } catch (error) {
      logger.warn('budget.gateway.unknown', { tenant: key.tenant, error: labelOf(error) });
      background.start(name, (signal) => this.#askAgain(name, key, signal));
      return null;
    }
  }

  async #askAgain(name: string, key: AskedKey, signal: AbortSignal): Promise<void> {
    const { logger } = this.#parts;
    const isWorthIt = (error: unknown): boolean =>
      !(error instanceof WdhError) || error.isRetryable;
    const options = { operation: 'budget.gateway.spend', logger, signal };
    try {
      await executeWithRetry(
        () => this.#ask(name, key, undefined, signal),
        { ...retries, retriableErrors: [isWorthIt] },
        options,
      );
    } catch (error) {
      if (signal.aborted) return;
      logger.warn('budget.gateway.failed', { tenant: key.tenant, error: labelOf(error) });
    }
  }

  async #ask(
    name: string,
    key: AskedKey,
    deadlineMs: number | undefined,
    signal = this.#parts.background.signal,
  ): Promise<string> {
    const { gateway, store, logger } = this.#parts;
    const spend = await gateway.spendOf(key, { deadlineMs, signal });
    const isNegative = spend.startsWith('-');
    if (isNegative) logger.warn('budget.gateway.negative', { tenant: key.tenant });
    const counted = isNegative ? '0' : spend;
    await this.#fromStore(() => store.set(name, counted, cachedMs));
    return counted;
  }

  async #cached(name: string): Promise<string | null> {
    const found = await this.#fromStore(() => this.#parts.store.get(name));
    // Other programs may write to that server.
    return typeof found === 'string' && /^\d+(?:\.\d+)?$/.test(found) ? found : null;
  }

  /** A store that fails, or answers nothing, holds up no call: it is a cache. */
  async #fromStore<Found>(work: () => Promise<Found>): Promise<Found | null> {
    const { gateway, logger } = this.#parts;
    const late = (): Error => new Error('late');
    try {
      return await beforeDeadline(work(), gateway.checkDeadlineMs, late);
    } catch (error) {
      logger.warn('budget.store.failed', { error: labelOf(error) });
      return null;
    }
  }
}

const nameOf = ({ keyHash, resetAt }: AskedKey): string => `gateway-spend:${keyHash}:${resetAt}`;

const labelOf = (error: unknown): string =>
  error instanceof WdhError ? error.message : 'no answer';
