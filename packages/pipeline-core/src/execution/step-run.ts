import type { PipelineContext } from '../context/pipeline-context.js';
import { errorLabel } from '../errors/error-facts.js';
import { StepFailedError } from '../errors/step-failed-error.js';
import { executeWithRetry } from '../retry/execute-with-retry.js';
import type { RetryConfig } from '../retry/retry-config.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { ErasedStep } from '../steps/pipeline-step.js';
import type { RunEvents } from './run-events.js';
import type { StepTally } from './step-tally.js';

/** A step and its place in a pipeline. */
export interface PlannedStep {
  readonly step: ErasedStep;
  /** Whether its failure is only a warning and its rows pass on unchanged. */
  readonly optional: boolean;
}

/** One step in one run: its context, its counts, and the receiver of its events. */
export interface StepRun<Step = ErasedStep> {
  readonly step: Step;
  readonly optional: boolean;
  readonly context: PipelineContext;
  readonly tally: StepTally;
  readonly events: RunEvents;
}

/** A step run of any row type. */
export type AnyStepRun = StepRun<{ readonly name: string }>;

/** The result of a step for one batch. */
export interface StepOutcome<Out extends object> {
  /** The output rows; those before the failure, where there is one. */
  readonly batch: RowBatch<Out>;
  /** Ends the run after the rows before it are passed on. */
  readonly failure: StepFailedError | null;
}

/** Retries a call of the step by its own retry configuration, completed by that of the pipeline. */
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
 * Translates an exception of a step: to a warning for an optional step (returns null), otherwise to the error
 * that ends the run.
 *
 * @throws The signal's reason where the run was aborted: the step's own exception is then a consequence of
 * it.
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
