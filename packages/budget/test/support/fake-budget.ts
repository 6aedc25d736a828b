import { setImmediate as turn } from 'node:timers/promises';
import { WdhError } from '@wdh/pipeline-core';
import Big from 'big.js';
import type { Amount } from '../../src/money/amount.js';
import type { StepBudget } from '../../src/paid-step/paid-step-options.js';
import type { CallCost } from '../../src/spend/paid-call.js';
import type { SpendOptions } from '../../src/spend/spend-options.js';

/** A budget in memory: the rules of the real one, for tests without a server. */
export class FakeBudget implements StepBudget {
  limit: string;
  /** How often an amount was asked for. */
  asked = 0;
  isClosed = false;
  entriesAtClose = 0;
  readonly entries: string[] = [];
  readonly origins: unknown[] = [];
  /** Thrown after the call, as by a database that is lost. */
  failureAtSettle: Error | null = null;
  #reserved = new Big(0);

  constructor(limit: string) {
    this.limit = limit;
  }

  get spent(): string {
    return this.entries.reduce((sum, cost) => sum.plus(cost), new Big(0)).toFixed();
  }

  async spend<T>(
    _: string,
    estimate: Amount,
    call: (signal: AbortSignal) => Promise<T>,
    options: SpendOptions<T>,
  ): Promise<T> {
    await Promise.resolve();
    this.asked += 1;
    const held = this.#reserved.plus(this.spent);
    if (held.plus(estimate).gt(this.limit)) throw budgetExceeded();
    this.#reserved = this.#reserved.plus(estimate);
    try {
      const result = await this.#made(call, options);
      if (this.failureAtSettle !== null) throw this.failureAtSettle;
      await this.#enter(options.cost(result), options);
      return result;
    } finally {
      this.#reserved = this.#reserved.minus(estimate);
    }
  }

  close(): Promise<void> {
    this.isClosed = true;
    this.entriesAtClose = this.entries.length;
    return Promise.resolve();
  }

  async #made<T>(call: (signal: AbortSignal) => Promise<T>, options: SpendOptions<T>): Promise<T> {
    try {
      return await call(options.signal ?? new AbortController().signal);
    } catch (error) {
      const cost = options.costOfFailure?.(error) ?? null;
      if (cost !== null && cost !== 0) await this.#enter(cost, options);
      throw error;
    }
  }

  async #enter(
    cost: CallCost | Amount,
    options: Pick<SpendOptions<never>, 'origin' | 'onSettled'>,
  ): Promise<void> {
    // As a statement does.
    await turn();
    const amount = String(typeof cost === 'object' ? cost.cost : cost);
    this.entries.push(amount);
    this.origins.push(options.origin);
    options.onSettled?.({ cost: amount });
  }
}

/** The refusal of a budget. */
export function budgetExceeded(): WdhError {
  return new WdhError('The budget is used up.', { code: 'BUDGET_EXCEEDED', category: 'budget' });
}
