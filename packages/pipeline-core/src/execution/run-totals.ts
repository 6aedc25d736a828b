import type { PipelineMetrics } from '../accounting/pipeline-metrics.js';
import { isBalanced, type RowLedger } from '../accounting/row-ledger.js';
import type { PipelineContext } from '../context/pipeline-context.js';
import { LedgerImbalanceError } from '../errors/ledger-imbalance-error.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { ErasedStep } from '../steps/pipeline-step.js';
import type { ReadSoFar } from './error-policy.js';
import type { StepTally } from './step-tally.js';

/** A step with its counts. */
export interface TalliedStep {
  readonly step: ErasedStep;
  readonly tally: StepTally;
  readonly context: PipelineContext;
}

type SummedCount = 'rowsRejected' | 'rowsFiltered' | 'rowsAdded' | 'errorsCount' | 'warningsCount';

/** The counts of a run: its input and output, and those of its steps. */
export class RunTotals {
  readonly #steps: readonly TalliedStep[];
  #startedAt = 0;
  #endedAt: number | null = null;
  #rowsIn = 0;
  #rowsMalformed = 0;
  #rowsOut = 0;
  #sourceHasEnded = false;

  constructor(steps: readonly TalliedStep[]) {
    this.#steps = steps;
  }

  start(): void {
    this.#startedAt = performance.now();
  }

  end(): void {
    this.#endedAt = performance.now();
  }

  get read(): ReadSoFar {
    return { rowsIn: this.#rowsIn, hasEnded: this.#sourceHasEnded };
  }

  countIn(batch: RowBatch<object>): void {
    this.#rowsIn += batch.rows.length + batch.rejected.length;
    this.#rowsMalformed += batch.rejected.length;
  }

  endSource(): void {
    this.#sourceHasEnded = true;
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
    return {
      totalDurationMs: (this.#endedAt ?? performance.now()) - this.#startedAt,
      ...this.ledger(),
      errorsCount: this.#rowsMalformed + this.#sum('errorsCount'),
      warningsCount: this.#sum('warningsCount'),
      steps: this.#steps.map(({ step, tally, context }) => tally.metrics(step, context)),
    };
  }

  /**
   * Checks that each step, each pair of consecutive steps, and the whole run balance.
   *
   * @throws LedgerImbalanceError `LEDGER_IMBALANCE` when one does not.
   */
  check(pipelineName: string): void {
    let rowsBefore = this.#rowsIn - this.#rowsMalformed;
    for (const { step, tally } of this.#steps) {
      const ledger = tally.ledger();
      if (!isBalanced(ledger) || ledger.rowsIn !== rowsBefore) {
        throw new LedgerImbalanceError(pipelineName, `step ${step.name}`, ledger);
      }
      rowsBefore = ledger.rowsOut;
    }
    if (rowsBefore !== this.#rowsOut) {
      throw new LedgerImbalanceError(pipelineName, 'the run', this.ledger());
    }
  }

  #sum(count: SummedCount): number {
    return this.#steps.reduce((total, { tally }) => total + tally[count], 0);
  }
}
