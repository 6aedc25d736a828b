import { inSourceOrder } from '../accounting/in-source-order.js';
import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowNotice } from '../accounting/row-notice.js';
import { completeConfig, type PipelineConfig } from '../context/pipeline-config.js';
import { createContext, type RunOptions } from '../context/pipeline-context.js';
import type { BoundPipeline, MeteredStream } from '../context/pipeline-stream.js';
import { ErrorThresholdExceededError } from '../errors/error-threshold-exceeded-error.js';
import { RowRejectedError } from '../errors/row-rejected-error.js';
import { WdhError } from '../errors/wdh-error.js';
import { PipelineRun } from '../execution/pipeline-run.js';
import type { Findings } from '../execution/run-events.js';
import type { PlannedStep } from '../execution/step-run.js';
import { watchedBy } from '../execution/watched-by.js';
import { inBatches } from '../rows/in-batches.js';
import { lazySource } from '../rows/lazy-source.js';
import type { RowSource, SourceStatistics } from '../rows/row-source.js';
import type { BatchInput } from '../rows/source-batches.js';
import { checkStep } from '../steps/check-step.js';
import type { ErasedStep, PipelineStep } from '../steps/pipeline-step.js';
import { abortable } from '../waiting/abortable.js';
import type { PipelineResult } from './pipeline-result.js';

/**
 * A named chain of steps, each taking the output rows of the previous one.
 *
 * Immutable: {@link Pipeline.addStep} returns a new pipeline. One pipeline may run many times, also
 * concurrently.
 *
 * @typeParam In - Rows that the first step takes.
 * @typeParam Out - Rows that the last step returns.
 * @example
 * const pipeline = new Pipeline<RawFlight>('flights')
 *   .addStep(trimNames)
 *   .addStep(validateRows(flightSchema));
 * const { outputData, rejectedRows } = await pipeline.run(rows);
 */
export class Pipeline<In extends object, Out extends object = In> {
  readonly name: string;
  readonly config: PipelineConfig;
  #steps: readonly PlannedStep[] = [];

  /** @throws WdhError `PIPELINE_CONFIG_INVALID` when an option is out of its range. */
  constructor(name: NameOfNew<In, Out>, config: Partial<PipelineConfig> = {}) {
    this.name = name;
    this.config = completeConfig(config);
  }

  /** The names of the steps, in order. */
  get stepNames(): readonly string[] {
    return this.#steps.map(({ step }) => step.name);
  }

  /**
   * Returns this pipeline with one more step at its end.
   *
   * @throws WdhError `STEP_NAME_TAKEN` when the pipeline already has a step of that name.
   */
  addStep<Next extends object>(step: PipelineStep<Out, Next>): Pipeline<In, Next> {
    return this.#with<Next>(step, false);
  }

  /**
   * Returns this pipeline with one more step at its end, whose failure is only a warning: where it
   * throws, its rows are passed on unchanged. Its output type must therefore be its input type.
   *
   * A row step fails for single rows, a data frame step as a whole. Rows that the step rejects are
   * rejected.
   *
   * @throws WdhError `STEP_NAME_TAKEN` when the pipeline already has a step of that name.
   */
  addOptionalStep(step: PipelineStep<Out, Out>): Pipeline<In, Out> {
    return this.#with<Out>(step, true);
  }

  /**
   * Runs over rows in memory and returns rows, rejected rows, counts, metrics and warnings.
   *
   * Rejected rows never throw: where they end the run, the result has the error in `failure`.
   *
   * @throws StepFailedError `STEP_FAILED` when a step throws.
   * @throws LedgerImbalanceError `LEDGER_IMBALANCE` when a row is lost or invented.
   * @throws The signal's reason when the run is aborted.
   */
  async run(rows: readonly In[], options: RunOptions = {}): Promise<PipelineResult<Out>> {
    const errors = new Map<RejectedRow, readonly RowNotice[]>();
    const warnings: RowNotice[] = [];
    const { batchSize } = this.config;
    const run = this.#start(inBatches(rows, { batchSize }), options, {
      rejected: (row, notices) => errors.set(row, notices),
      warning: (notice) => warnings.push(notice),
    });
    const outputData: Out[] = [];
    const rejectedRows: RejectedRow[] = [];
    let failure: WdhError | null = null;
    try {
      for await (const batch of run) {
        for (const row of batch.rows) outputData.push(row);
        for (const row of batch.rejected) rejectedRows.push(row);
      }
    } catch (error) {
      if (!endsForItsRows(error)) throw error;
      failure = error;
    }
    const { metrics, ledger } = run;
    return {
      success: failure === null,
      outputData: failure === null ? outputData : [],
      metrics,
      ledger,
      errors: rejectedRows.flatMap((row) => errors.get(row) ?? []),
      warnings: inSourceOrder(warnings),
      rejectedRows,
      failure,
    };
  }

  /**
   * Runs over batches as they arrive, in memory bounded by a batch (unless a step needs the whole
   * dataset). Nothing is read before a batch is requested.
   *
   * Iterating throws what {@link Pipeline.run} throws. Where rejected rows end the run, it throws a
   * RowRejectedError `ROW_REJECTED` or an ErrorThresholdExceededError `ERROR_THRESHOLD_EXCEEDED`.
   * The batch before it holds the rejected rows up to the one that ended the run.
   */
  stream(batches: BatchInput<In>, options: RunOptions = {}): MeteredStream<Out> {
    return this.#start(batches, options);
  }

  /**
   * Binds this pipeline to a source, so that a loader can run it, repeatedly.
   *
   * @param source - The source, or a function that opens it. A loader calls the function once, after
   * it has recorded the run, so that a source that cannot be opened leaves a failed run.
   */
  bind(
    source: RowSource<In> | (() => RowSource<In> | Promise<RowSource<In>>),
    options: Omit<RunOptions, 'signal'> = {},
  ): BoundPipeline<Out> {
    const rows = typeof source === 'function' ? lazySource(source) : source;
    const { executionId, timestamp } = createContext(this.name, this.config, options);
    const identity = { executionId, timestamp };
    // Reading the records once more must not change the counts of the run.
    let counted: SourceStatistics | undefined;
    return {
      pipelineName: this.name,
      pipelineVersion: this.config.version,
      executionId,
      // A source may not listen to the signal.
      identify: (signal) =>
        signal === undefined ? rows.identify() : abortable(rows.identify(signal), signal),
      identifyLater: async (signal = new AbortController().signal) =>
        await abortable(rows.identifyLater?.(signal) ?? Promise.resolve(null), signal),
      stream: (signal, watcher = {}) => {
        counted = undefined;
        const watched = watchedBy(options, watcher);
        return this.stream(rows.read(signal), { ...watched, ...identity, signal });
      },
      records: (signal) => {
        const { statistics } = rows;
        counted ??= statistics && { ...statistics };
        return rows.read(signal);
      },
      get sourceStatistics() {
        return counted ?? rows.statistics;
      },
      close: async () => rows.close?.(),
    };
  }

  #with<Next extends object>(step: ErasedStep, optional: boolean): Pipeline<In, Next> {
    checkStep(step);
    if (this.stepNames.includes(step.name)) {
      throw new WdhError(`Pipeline ${this.name} has a step ${step.name} already; rename one.`, {
        code: 'STEP_NAME_TAKEN',
        category: 'usage',
        domain: this.name,
        stepName: step.name,
      });
    }
    // The input type stays the same, as the first step does.
    const longer = new Pipeline<Next>(this.name, this.config) as object as Pipeline<In, Next>;
    longer.#steps = [...this.#steps, { step, optional }];
    return longer;
  }

  #start(input: BatchInput<In>, options: RunOptions, findings?: Findings): PipelineRun<Out> {
    const context = createContext(this.name, this.config, options);
    return new PipelineRun<Out>(context, this.#steps, input, options.observer, findings);
  }
}

/** Rejects `new Pipeline<In, Other>(name)` at compile time: only a step can change the row type. */
type NameOfNew<In, Out> = [In] extends [Out]
  ? string
  : 'a new Pipeline has no steps: give it one type, that of its rows';

function endsForItsRows(error: unknown): error is WdhError {
  return error instanceof RowRejectedError || error instanceof ErrorThresholdExceededError;
}
