import type { StepMetrics } from '../accounting/pipeline-metrics.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import { isStepSpend, type StepSpend } from '../accounting/step-spend.js';
import type { PipelineContext } from '../context/pipeline-context.js';
import { errorFacts } from '../errors/error-facts.js';
import { type ErasedStep, isRowStep } from '../steps/pipeline-step.js';

/** The running counts of one step in one run. */
export class StepTally implements RowLedger {
  rowsIn = 0;
  rowsOut = 0;
  rowsRejected = 0;
  rowsFiltered = 0;
  rowsAdded = 0;
  errorsCount = 0;
  warningsCount = 0;
  durationMs = 0;
  #isSpendUnknown = false;

  ledger(): RowLedger {
    const { rowsIn, rowsOut, rowsRejected, rowsFiltered, rowsAdded } = this;
    return { rowsIn, rowsOut, rowsRejected, rowsFiltered, rowsAdded };
  }

  metrics(step: ErasedStep, context: PipelineContext): StepMetrics {
    const { durationMs, errorsCount, warningsCount } = this;
    const spend = step.spent === undefined ? undefined : this.#spendOf(step, context);
    return {
      stepName: step.name,
      stepType: isRowStep(step) ? 'row_transform' : 'dataframe',
      durationMs,
      ...this.ledger(),
      errorsCount,
      warningsCount,
      ...(spend === undefined ? {} : { spend }),
    };
  }

  /** A step whose figures fail is warned of once, and has none. */
  #spendOf(step: ErasedStep, context: PipelineContext): StepSpend | undefined {
    let error: unknown = new TypeError('not the figures of a spend');
    try {
      const spend = step.spent?.(context) ?? undefined;
      if (spend === undefined) return undefined;
      // A copy: the step may go on counting in its own object.
      const { calls, cached, costUsd } = spend;
      if (isStepSpend(spend)) return { calls, cached, costUsd };
    } catch (thrown) {
      error = thrown;
    }
    const facts = { stepName: step.name, error: errorFacts(error) };
    if (!this.#isSpendUnknown) context.logger.warn('pipeline.step.spend.unknown', facts);
    this.#isSpendUnknown = true;
    return undefined;
  }
}
