import type { RowNotice } from '../accounting/row-notice.js';
import { errorLabel } from '../errors/error-label.js';
import { StepFailedError } from '../errors/step-failed-error.js';
import type { PipelineContext } from '../context/pipeline-context.js';
import { executeWithRetry } from '../retry/execute-with-retry.js';
import type { RetryConfig } from '../retry/retry-config.js';
import type { ErasedStep } from '../steps/pipeline-step.js';
import { StepTally } from './step-tally.js';

/** Hears of every finding as it is made; a run in memory keeps them, a stream only counts. */
export interface NoticeSink {
  error(notice: RowNotice): void;
  warning(notice: RowNotice): void;
}

/** A step as a pipeline holds it. */
export interface PlannedStep {
  readonly step: ErasedStep;
  /** Whether its failure is a warning, and its rows pass on unchanged. */
  readonly optional: boolean;
}

/** One step in one run: what it is told, what it is counted by, and who hears of its findings. */
export interface StepRun<Step = ErasedStep> {
  readonly step: Step;
  readonly optional: boolean;
  readonly context: PipelineContext;
  readonly tally: StepTally;
  readonly notices: NoticeSink;
}

/** A run of a step, whatever its rows. */
type AnyStepRun = StepRun<{ readonly name: string }>;

/** Begins the count of a step in a run. */
export function startStep(
  planned: PlannedStep,
  context: PipelineContext,
  notices: NoticeSink,
): StepRun {
  return { ...planned, context, tally: new StepTally(), notices };
}

/** Repeats a call of the step as its retry configuration allows, completed by the pipeline's. */
export function retryCall<T>(
  { step, context }: AnyStepRun,
  retry: RetryConfig,
  call: () => T | Promise<T>,
): Promise<T> {
  const { maxRetries, retryBackoffMs } = context.config;
  const { maxAttempts = maxRetries + 1, backoffMs = retryBackoffMs } = retry;
  return executeWithRetry(
    call,
    { ...retry, maxAttempts, backoffMs },
    { operation: step.name, logger: context.logger, signal: context.signal },
  );
}

/**
 * Makes of an exception what it means for the run: the signal's reason where the run was aborted,
 * a warning where the step is optional (returned as null), and else the error that ends the run.
 */
export function judgeException(
  run: AnyStepRun,
  cause: unknown,
  rowNumber: number | null,
  lineNumber: number | null,
): Error | null {
  const { step, context, tally, optional } = run;
  const { signal, logger } = context;
  if (signal.aborted) return signal.reason as Error;
  const stepName = step.name;
  if (optional) {
    tally.warningsCount += 1;
    if (!tally.failureLogged)
      logger.warn('pipeline.step.failed', { stepName, error: errorLabel(cause) });
    tally.failureLogged = true;
    const message = `the optional step threw ${errorLabel(cause)}; its input passed on unchanged`;
    const code = 'OPTIONAL_STEP_FAILED';
    run.notices.warning({ rowNumber, lineNumber, stepName, field: null, code, message });
    return null;
  }
  const error = new StepFailedError(stepName, cause, {
    domain: context.pipelineName,
    rowNumber: rowNumber ?? undefined,
    lineNumber: lineNumber ?? undefined,
  });
  logger.error('pipeline.step.failed', { stepName, error: error.toJSON() });
  return error;
}
