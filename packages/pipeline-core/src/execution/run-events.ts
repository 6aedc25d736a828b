import type { PipelineMetrics, StepMetrics } from '../accounting/pipeline-metrics.js';
import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import type { RowNotice } from '../accounting/row-notice.js';
import type { PipelineContext } from '../context/pipeline-context.js';
import type { PipelineObserver } from '../context/pipeline-observer.js';
import { errorFacts } from '../errors/error-facts.js';
import { WdhError } from '../errors/wdh-error.js';
import { callGuarded } from '../waiting/call-guarded.js';

/** Collects the findings about the rows of a run. */
export interface Findings {
  rejected(row: RejectedRow, errors: readonly RowNotice[]): void;
  warning(notice: RowNotice): void;
}

/** Reports the events of a run to the logger, the observer and the collector of findings. */
export class RunEvents {
  readonly #context: PipelineContext;
  readonly #observer: PipelineObserver;
  readonly #findings: Findings | undefined;
  readonly #startedSteps = new Set<string>();
  readonly #failedSteps = new Set<string>();
  #observerFailed = false;

  constructor(context: PipelineContext, observer: PipelineObserver = {}, findings?: Findings) {
    this.#context = context;
    this.#observer = observer;
    this.#findings = findings;
  }

  runStarted(stepNames: readonly string[]): void {
    const { pipelineName, executionId, logger } = this.#context;
    logger.info('pipeline.started', { steps: stepNames });
    this.#notify((observer) => observer.onRunStart?.({ pipelineName, executionId }));
  }

  /** Reported the first time only: a step receives rows batch by batch. */
  stepStarted(stepName: string): void {
    if (this.#startedSteps.has(stepName)) return;
    this.#startedSteps.add(stepName);
    this.#context.logger.info('pipeline.step.started', { stepName });
    this.#notify((observer) => observer.onStepStart?.({ stepName }));
  }

  progressed(ledger: () => RowLedger): void {
    this.#notify((observer) => observer.onProgress?.(ledger()));
  }

  rejected(row: RejectedRow, errors: readonly RowNotice[]): void {
    this.#findings?.rejected(row, errors);
  }

  warned(notice: RowNotice): void {
    this.#findings?.warning(notice);
    this.#notify((observer) => observer.onWarning?.(notice));
  }

  stepFailed(stepName: string, error: WdhError): void {
    this.#context.logger.error('pipeline.step.failed', { stepName, error: error.toJSON() });
    this.#notify((observer) => observer.onStepFailed?.({ stepName, error }));
  }

  /** Reported the first time only: a service that is down fails for every row. */
  optionalStepFailed(stepName: string, error: unknown): void {
    if (this.#failedSteps.has(stepName)) return;
    this.#failedSteps.add(stepName);
    const facts = { stepName, optional: true, error: errorFacts(error) };
    this.#context.logger.warn('pipeline.step.failed', facts);
    this.#notify((observer) => observer.onStepFailed?.({ stepName, error }));
  }

  stepCompleted(metrics: StepMetrics): void {
    // A step that received no row is reported as started and completed as well.
    this.stepStarted(metrics.stepName);
    this.#context.logger.info('pipeline.step.completed', { ...metrics });
    this.#notify((observer) => observer.onStepEnd?.(metrics));
  }

  runEnded(metrics: PipelineMetrics, error: unknown): void {
    const { steps, ...totals } = metrics;
    const { logger } = this.#context;
    const facts = { ...totals, stepCount: steps.length };
    if (error === undefined) {
      logger.info('pipeline.completed', { success: true, ...facts });
    } else {
      const reason = error instanceof WdhError ? error.toJSON() : errorFacts(error);
      logger.error('pipeline.completed', { success: false, error: reason, ...facts });
    }
    this.#notify((observer) => observer.onRunEnd?.(metrics, error));
  }

  #notify(call: (observer: PipelineObserver) => unknown): void {
    callGuarded(
      () => call(this.#observer),
      (error) => {
        if (this.#observerFailed) return;
        this.#observerFailed = true;
        this.#context.logger.warn('pipeline.observer.failed', { error: errorFacts(error) });
      },
    );
  }
}
