import { WdhError } from '@wdh/pipeline-core';
import Big from 'big.js';
import type { Amount } from '../money/amount.js';
import { exactAmount } from '../money/exact-amount.js';

/** For how long a refusal is taken for true without asking again, in milliseconds. */
const validMs = 1_000;

/**
 * The latest refusal of a budget. Most rows of a run may come after it, and each would ask the database for
 * the same answer; but a budget may be raised or reset at any time, so it is asked again every second.
 */
export class Refusals {
  readonly #now: () => number;
  #latest: { readonly error: WdhError; readonly estimate: Big; readonly at: number } | null = null;

  /** @param now - A clock that never goes back, in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Notes a refusal; any other error is ignored. */
  note(error: unknown, estimate: Amount): void {
    if (!isRefusal(error)) return;
    const exact = exactAmount(estimate, 'the estimate of a call');
    this.#latest = { error, estimate: new Big(exact), at: this.#now() };
  }

  /** Throws the latest refusal, if it is fresh and was of no more than this amount. */
  check(estimate: Amount): void {
    const latest = this.#latest;
    if (latest === null || this.#now() - latest.at >= validMs) return;
    // A call that costs less may still fit.
    if (isAtLeast(estimate, latest.estimate)) throw latest.error;
  }
}

/** Returns whether the budget has refused a call. */
export function isRefusal(error: unknown): error is WdhError {
  return error instanceof WdhError && error.code === 'BUDGET_EXCEEDED';
}

function isAtLeast(estimate: Amount, least: Big): boolean {
  try {
    return least.lte(estimate);
  } catch {
    // The budget reports an amount that is none.
    return false;
  }
}
