import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { codeOf } from '../rules/budget-error.js';
import type { CallEnd, Ledger, LedgerCall } from './ledger.js';

/** Options of {@link RunningCalls}. */
export interface RunningCallsOptions {
  readonly ledger: Ledger;
  readonly logger: Logger;
  /** Time between two beats, in milliseconds. */
  readonly beatMs: number;
  /** How long a call waits until its end is entered, in milliseconds. */
  readonly patienceMs: number;
}

/** Errors of a database that may answer later. */
const passing: ReadonlySet<string> = new Set(['connection', 'locked', 'interrupted']);
/** Errors of a database that takes no writes now: a standby before its promotion, a full disk. */
const withoutWrites: ReadonlySet<string> = new Set([
  'DATABASE_READ_ONLY',
  'SERVER_DISK_FULL',
  'SERVER_LIMIT_REACHED',
]);
const firstPauseMs = 50;
const longestPauseMs = 2_000;

/**
 * The calls of a process that run now. At each beat, their reservations are moved on by one statement,
 * and ends that could not be entered are tried again. The timer does not keep the process alive.
 */
export class RunningCalls {
  readonly #options: RunningCallsOptions;
  readonly #running = new Set<string>();
  readonly #unsettled = new Map<string, { readonly call: LedgerCall; readonly end: CallEnd }>();
  #timer: NodeJS.Timeout | null = null;
  #beat: Promise<void> = Promise.resolve();

  constructor(options: RunningCallsOptions) {
    this.#options = options;
  }

  /** Moves the reservation of a call on until its end. */
  begin({ id }: LedgerCall): void {
    this.#running.add(id);
    this.#timer ??= this.#startTimer();
  }

  /** Stops moving on the reservation of a call. */
  leave({ id }: LedgerCall): void {
    this.#running.delete(id);
  }

  /**
   * Enters the end of a call. If the database does not answer for a while, the end is kept and tried
   * again at each beat: what was paid for is not thrown away because of the books.
   *
   * @throws WdhError those of the database, except if it does not answer
   */
  async settle(call: LedgerCall, end: CallEnd): Promise<void> {
    const { ledger, patienceMs } = this.#options;
    const since = performance.now();
    for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      try {
        await ledger.settle(call, end);
        return;
      } catch (error) {
        if (!isPassing(error)) throw error;
        if (performance.now() - since + pauseMs > patienceMs) {
          this.settleLater(call, end, error);
          return;
        }
      }
      await sleep(pauseMs);
    }
  }

  /** Keeps the end of a call, to enter it at a later beat. */
  settleLater(call: LedgerCall, end: CallEnd, error: unknown): void {
    this.#unsettled.set(call.id, { call, end });
    this.#timer ??= this.#startTimer();
    this.#options.logger.warn('budget.settle.delayed', {
      tenant: call.tenant,
      error: codeOf(error),
    });
  }

  /** Enters the ends that are left, once more, and stops. */
  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
    await this.#beat;
    await this.#settleRest();
    for (const { call } of this.#unsettled.values()) {
      this.#options.logger.error('budget.settle.lost', { tenant: call.tenant });
    }
    this.#unsettled.clear();
  }

  #startTimer(): NodeJS.Timeout {
    const timer = setInterval(() => {
      this.#beat = this.#beat.then(() => this.#doBeat());
    }, this.#options.beatMs);
    return timer.unref();
  }

  async #doBeat(): Promise<void> {
    const { ledger, logger } = this.#options;
    try {
      if (this.#running.size > 0) await ledger.extend([...this.#running]);
    } catch (error) {
      logger.warn('budget.reservations.not.extended', { error: codeOf(error) });
    }
    await this.#settleRest();
  }

  async #settleRest(): Promise<void> {
    for (const [id, { call, end }] of this.#unsettled) {
      try {
        await this.#options.ledger.settle(call, end);
        this.#unsettled.delete(id);
      } catch (error) {
        this.#options.logger.warn('budget.settle.delayed', {
          tenant: call.tenant,
          error: codeOf(error),
        });
        // The others would wait for the same database.
        return;
      }
    }
  }
}

/** Whether the same statement may succeed later. */
const isPassing = (error: unknown): boolean =>
  error instanceof WdhError &&
  (error.isRetryable || passing.has(error.category) || withoutWrites.has(error.code));
