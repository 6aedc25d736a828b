import type { PipelineContext } from '../context/pipeline-context.js';
import { errorLabel } from '../errors/error-facts.js';
import { StepFailedError } from '../errors/step-failed-error.js';
import { executeWithRetry } from '../retry/execute-with-retry.js';
import type { RetryConfig } from '../retry/retry-config.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { ErasedStep } from '../steps/pipeline-step.js';
import type { RunEvents } from './run-events.js';
import type { StepTally } from './step-tally.js';

/** A step as a pipeline holds it. */
export interface PlannedStep {
  readonly step: ErasedStep;
  /** Whether its failure is a warning, and its rows pass on unchanged. */
  readonly optional: boolean;
}

/** One step in one run: what it is told, what it is counted by, and who hears of it. */
export interface StepRun<Step = ErasedStep> {
  readonly step: Step;
  readonly optional: boolean;
  readonly context: PipelineContext;
  readonly tally: StepTally;
  readonly events: RunEvents;
}

/** A run of a step, whatever its rows. */
export type AnyStepRun = StepRun<{ readonly name: string }>;

/** What a step made of a batch. */
export interface StepOutcome<Out extends object> {
  /** What became of the rows; of those before the failure, where there is one. */
  readonly batch: RowBatch<Out>;
  /** Ends the run, once the rows before it have gone their way. */
  readonly failure: StepFailedError | null;
}

/** Repeats a call of the step as its retry configuration allows, completed by the pipeline's. */
export function retryCall<T>(
  { step, context }: AnyStepRun,
  retry: RetryConfig,
  call: () => T | PromiseLike<T>,
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
 * Makes of an exception what it means for the run: a warning where the step is optional (returned
 * as null), and else the error that ends the run.
 *
 * @throws The signal's reason where the run was aborted: whatever the step says then is an echo.
 */
export function judgeException(
  { step, context, tally, optional, events }: AnyStepRun,
  cause: unknown,
  rowNumber: number | null,
  lineNumber: number | null,
): StepFailedError | null {
  context.signal.throwIfAborted();
  const stepName = step.name;
  if (optional) {
    tally.warningsCount += 1;
    events.optionalStepFailed(stepName, cause);
    const message = `the optional step threw ${errorLabel(cause)}; its input passed on unchanged`;
    const code = 'OPTIONAL_STEP_FAILED';
    events.warned({ rowNumber, lineNumber, stepName, field: null, code, message });
    return null;
  }
  const error = new StepFailedError(stepName, cause, {
    domain: context.pipelineName,
    rowNumber: rowNumber ?? undefined,
    lineNumber: lineNumber ?? undefined,
  });
  events.stepFailed(stepName, error);
  return error;
}
