import { WdhError } from '@wdh/pipeline-core';
import type { RunSummary } from '../queries/run.js';

/** The error of a start of a run that has ended: as `success`, `skipped` or `rehearsed`. */
export class ExecutionEnded extends WdhError {
  /** The run, as it is recorded. */
  readonly run: RunSummary;

  constructor(run: RunSummary) {
    super(`Run ${run.executionId} has ended already, as ${run.status}. It is not run again.`, {
      code: 'EXECUTION_ENDED',
      category: 'usage',
    });
    this.run = run;
  }
}
