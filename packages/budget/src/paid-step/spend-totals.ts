import type { StepSpend } from '@wdh/pipeline-core';
import Big from 'big.js';

/** Adds up what a step has spent in one run, exactly. */
export class SpendTotals {
  #calls = 0;
  #cached = 0;
  #cost = new Big(0);

  /** Counts a call whose cost was entered. */
  addCall(cost: string): void {
    this.#calls += 1;
    this.#cost = this.#cost.plus(cost);
  }

  /** Counts an answer that cost nothing. */
  addCached(): void {
    this.#cached += 1;
  }

  get spend(): StepSpend {
    return { calls: this.#calls, cached: this.#cached, costUsd: this.#cost.toFixed() };
  }
}
