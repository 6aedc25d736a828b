import type { PipelineMetrics, StepMetrics } from '../accounting/pipeline-metrics.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import { errorLabel } from '../errors/error-label.js';
import type { PipelineContext } from '../context/pipeline-context.js';
import type { PipelineObserver } from '../context/pipeline-observer.js';

/** Tells the log and the observer of a run what happens in it. */
export class RunEvents {
  readonly #context: PipelineContext;
  readonly #observer: PipelineObserver;
  #observerFailed = false;

  constructor(context: PipelineContext, observer: PipelineObserver = {}) {
    this.#context = context;
    this.#observer = observer;
  }

  runStarted(stepNames: readonly string[]): void {
    const { pipelineName, executionId, logger } = this.#context;
    logger.info('pipeline.started', { steps: stepNames });
    this.#tell((observer) => observer.onRunStart?.({ pipelineName, executionId }));
  }

  stepStarted(stepName: string): void {
    this.#context.logger.info('pipeline.step.started', { stepName });
    this.#tell((observer) => observer.onStepStart?.({ stepName }));
  }

  progressed(ledger: () => RowLedger): void {
    if (this.#observer.onProgress === undefined) return;
    this.#tell((observer) => observer.onProgress?.(ledger()));
  }

  stepCompleted(metrics: StepMetrics): void {
    this.#context.logger.info('pipeline.step.completed', { ...metrics });
    this.#tell((observer) => observer.onStepEnd?.(metrics));
  }

  runEnded(metrics: PipelineMetrics, error?: unknown): void {
    const { steps, ...totals } = metrics;
    const outcome =
      error === undefined ? { success: true } : { success: false, error: errorLabel(error) };
    this.#context.logger.info('pipeline.completed', {
      ...outcome,
      ...totals,
      stepCount: steps.length,
    });
    this.#tell((observer) => observer.onRunEnd?.(metrics, error));
  }

  #tell(call: (observer: PipelineObserver) => unknown): void {
    try {
      const outcome = call(this.#observer);
      // An observer of untyped code may be asynchronous: its rejection is no more than an exception.
      if (outcome instanceof Promise) outcome.catch((error: unknown) => this.#blame(error));
    } catch (error) {
      this.#blame(error);
    }
  }

  #blame(error: unknown): void {
    if (this.#observerFailed) return;
    this.#observerFailed = true;
    this.#context.logger.warn('pipeline.observer.failed', { error: errorLabel(error) });
  }
}
