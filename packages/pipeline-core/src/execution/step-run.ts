import type { RowNotice } from '../accounting/row-notice.js';
import { StepFailedError } from '../errors/step-failed-error.js';
import type { PipelineContext } from '../pipeline/pipeline-context.js';
import type { StepTally } from './step-tally.js';

/** Hears of every finding as it is made; a run in memory keeps them, a stream only counts. */
export interface NoticeSink {
  error(notice: RowNotice): void;
  warning(notice: RowNotice): void;
}

/** One step in one run: what it is told, what it is counted by, and who hears of its findings. */
export interface StepRun<Step> {
  readonly step: Step;
  readonly context: PipelineContext;
  readonly tally: StepTally;
  readonly notices: NoticeSink;
}

/** Makes the error of a step that threw, logged as `pipeline.step.failed`. */
export function stepFailure(
  run: StepRun<{ readonly name: string }>,
  cause: unknown,
  rowNumber?: number | null,
  lineNumber?: number | null,
): StepFailedError {
  const { step, context } = run;
  const error = new StepFailedError(step.name, cause, {
    domain: context.pipelineName,
    rowNumber: rowNumber ?? undefined,
    lineNumber: lineNumber ?? undefined,
  });
  context.logger.error('pipeline.step.failed', { stepName: step.name, error: error.toJSON() });
  return error;
}
