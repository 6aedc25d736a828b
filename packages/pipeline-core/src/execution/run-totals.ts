import type { PipelineMetrics } from '../accounting/pipeline-metrics.js';
import { isBalanced, type RowLedger } from '../accounting/row-ledger.js';
import { LedgerImbalanceError } from '../errors/ledger-imbalance-error.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { StepRun } from './step-run.js';

/** The counts of a run: its own at both ends, and those of its steps between them. */
export class RunTotals {
  readonly #runs: readonly StepRun[];
  #startedAt = 0;
  #endedAt: number | null = null;
  #rowsIn = 0;
  #rowsMalformed = 0;
  #rowsOut = 0;

  constructor(runs: readonly StepRun[]) {
    this.#runs = runs;
  }

  start(): void {
    this.#startedAt = performance.now();
  }

  end(): void {
    this.#endedAt = performance.now();
  }

  get rowsIn(): number {
    return this.#rowsIn;
  }

  countIn(batch: RowBatch<object>): void {
    this.#rowsIn += batch.rows.length + batch.rejected.length;
    this.#rowsMalformed += batch.rejected.length;
  }

  countOut(batch: RowBatch<object>): void {
    this.#rowsOut += batch.rows.length;
  }

  ledger(): RowLedger {
    return {
      rowsIn: this.#rowsIn,
      rowsOut: this.#rowsOut,
      rowsRejected: this.#rowsMalformed + this.#sum('rowsRejected'),
      rowsFiltered: this.#sum('rowsFiltered'),
      rowsAdded: this.#sum('rowsAdded'),
    };
  }

  metrics(): PipelineMetrics {
    const { rowsIn, rowsOut, rowsRejected, rowsFiltered } = this.ledger();
    return {
      totalDurationMs: (this.#endedAt ?? performance.now()) - this.#startedAt,
      rowsIn,
      rowsOut,
      rowsRejected,
      rowsFiltered,
      errorsCount: this.#rowsMalformed + this.#sum('errorsCount'),
      warningsCount: this.#sum('warningsCount'),
      steps: this.#runs.map(({ step, tally }) => tally.metrics(step)),
    };
  }

  /**
   * Each step by itself, each step with the next, and the run as a whole must add up.
   *
   * @throws LedgerImbalanceError `LEDGER_IMBALANCE` where they do not.
   */
  check(pipelineName: string): void {
    let rowsBefore = this.#rowsIn - this.#rowsMalformed;
    for (const { step, tally } of this.#runs) {
      const ledger = tally.ledger();
      if (!isBalanced(ledger) || ledger.rowsIn !== rowsBefore) {
        throw new LedgerImbalanceError(pipelineName, `step ${step.name}`, ledger);
      }
      rowsBefore = ledger.rowsOut;
    }
    if (rowsBefore !== this.#rowsOut || !isBalanced(this.ledger())) {
      throw new LedgerImbalanceError(pipelineName, 'the run', this.ledger());
    }
  }

  #sum(
    key: 'rowsRejected' | 'rowsFiltered' | 'rowsAdded' | 'errorsCount' | 'warningsCount',
  ): number {
    return this.#runs.reduce((total, { tally }) => total + tally[key], 0);
  }
}
