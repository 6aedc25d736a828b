import type { StepMetrics } from '../accounting/pipeline-metrics.js';
import type { RowLedger } from '../accounting/row-ledger.js';
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

  ledger(): RowLedger {
    const { rowsIn, rowsOut, rowsRejected, rowsFiltered, rowsAdded } = this;
    return { rowsIn, rowsOut, rowsRejected, rowsFiltered, rowsAdded };
  }

  metrics(step: ErasedStep): StepMetrics {
    const { durationMs, errorsCount, warningsCount } = this;
    return {
      stepName: step.name,
      stepType: isRowStep(step) ? 'row_transform' : 'dataframe',
      durationMs,
      ...this.ledger(),
      errorsCount,
      warningsCount,
    };
  }
}
