import type { PipelineMetrics } from '../accounting/pipeline-metrics.js';
import type { RejectedRow } from '../accounting/rejected-row.js';
import { isBalanced, type RowLedger } from '../accounting/row-ledger.js';
import { LedgerImbalanceError } from '../errors/ledger-imbalance-error.js';
import type { PipelineContext } from '../pipeline/pipeline-context.js';
import type { PipelineStream } from '../pipeline/pipeline-stream.js';
import type { RowBatch } from '../rows/row-batch.js';
import { type BatchInput, sourceBatches } from '../rows/source-batches.js';
import { type ErasedStep, isRowStep } from '../steps/pipeline-step.js';
import { ErrorPolicy } from './error-policy.js';
import { runDataFrameStep } from './run-data-frame-step.js';
import { runRowStep } from './run-row-step.js';
import type { NoticeSink, StepRun } from './step-run.js';
import { StepTally } from './step-tally.js';

type Batches<Row extends object> = AsyncIterable<RowBatch<Row>>;

/**
 * One run of a pipeline's steps over one input, batch by batch.
 *
 * Stages are async generators, each pulling from the one before, so that nothing is read ahead of
 * what is asked for. A step that needs the whole dataset ends a stage: what comes before it is
 * judged by the error policy first, what comes after is cut into batches again.
 */
export class PipelineRun<Out extends object> implements PipelineStream<Out> {
  readonly #context: PipelineContext;
  readonly #runs: readonly StepRun<ErasedStep>[];
  readonly #output: AsyncGenerator<RowBatch<Out>, void, undefined>;
  readonly #policy: ErrorPolicy;
  /** Batches of rejected rows that an earlier stage has judged: the later ones let them pass. */
  readonly #settled = new WeakSet<RowBatch<object>>();
  #rowsIn = 0;
  #rowsMalformed = 0;
  #rowsOut = 0;
  #totalDurationMs = 0;

  constructor(
    context: PipelineContext,
    steps: readonly ErasedStep[],
    input: BatchInput<object>,
    notices: NoticeSink,
  ) {
    this.#context = context;
    this.#policy = new ErrorPolicy(context.config, context.pipelineName);
    this.#runs = steps.map((step) => ({ step, context, tally: new StepTally(), notices }));
    // So was the type of the last step's rows.
    this.#output = this.#run(input) as AsyncGenerator<RowBatch<Out>, void, undefined>;
  }

  [Symbol.asyncIterator](): AsyncIterator<RowBatch<Out>, void, undefined> {
    return this.#output;
  }

  get ledger(): RowLedger {
    const sum = (key: 'rowsRejected' | 'rowsFiltered' | 'rowsAdded'): number =>
      this.#runs.reduce((total, { tally }) => total + tally[key], 0);
    return {
      rowsIn: this.#rowsIn,
      rowsOut: this.#rowsOut,
      rowsRejected: this.#rowsMalformed + sum('rowsRejected'),
      rowsFiltered: sum('rowsFiltered'),
      rowsAdded: sum('rowsAdded'),
    };
  }

  get metrics(): PipelineMetrics {
    const { rowsIn, rowsOut, rowsRejected, rowsFiltered } = this.ledger;
    const steps = this.#runs.map(({ step, tally }) => tally.metrics(step));
    return {
      totalDurationMs: this.#totalDurationMs,
      rowsIn,
      rowsOut,
      rowsRejected,
      rowsFiltered,
      errorsCount: this.#rowsMalformed + steps.reduce((sum, step) => sum + step.errorsCount, 0),
      warningsCount: steps.reduce((sum, step) => sum + step.warningsCount, 0),
      steps,
    };
  }

  async *#run(input: BatchInput<object>): AsyncGenerator<RowBatch<object>, void, undefined> {
    const { logger } = this.#context;
    const startedAt = performance.now();
    let success = false;
    logger.info('pipeline.started', { steps: this.#runs.map(({ step }) => step.name) });
    try {
      for await (const batch of this.#stages(input)) {
        this.#rowsOut += batch.rows.length;
        yield batch;
      }
      this.#totalDurationMs = performance.now() - startedAt;
      this.#checkLedgers();
      for (const { step, tally } of this.#runs) {
        logger.info('pipeline.step.completed', { ...tally.metrics(step) });
      }
      success = true;
    } finally {
      this.#totalDurationMs = performance.now() - startedAt;
      const { steps, ...totals } = this.metrics;
      logger.info('pipeline.completed', { success, ...totals, stepCount: steps.length });
    }
  }

  #stages(input: BatchInput<object>): Batches<object> {
    let batches = this.#count(sourceBatches(input, this.#context.signal));
    let stage: StepRun<ErasedStep>[] = [];
    for (const run of this.#runs) {
      if (needsDataset(run.step)) {
        batches = this.#whole(this.#judged(this.#batchwise(batches, stage)), run);
        stage = [];
      } else {
        stage.push(run);
      }
    }
    return this.#judged(this.#batchwise(batches, stage));
  }

  async *#count(source: Batches<object>): Batches<object> {
    for await (const batch of source) {
      this.#rowsIn += batch.rows.length + batch.rejected.length;
      this.#rowsMalformed += batch.rejected.length;
      yield batch;
    }
  }

  async *#batchwise(
    source: Batches<object>,
    runs: readonly StepRun<ErasedStep>[],
  ): Batches<object> {
    for await (const input of source) {
      let batch = input;
      for (const run of runs) {
        // How the input was cut must not matter: no step is called for nothing.
        if (batch.rows.length > 0) batch = await this.#step(run, batch);
      }
      yield batch;
    }
  }

  /** Holds every row, gives them to the step at once, and cuts what it returns into batches. */
  async *#whole(source: Batches<object>, run: StepRun<ErasedStep>): Batches<object> {
    const rows: object[] = [];
    const rowNumbers: (number | null)[] = [];
    const lineNumbers: (number | null)[] = [];
    for await (const batch of source) {
      for (const row of batch.rows) rows.push(row);
      for (const number of batch.rowNumbers) rowNumbers.push(number);
      for (const number of batch.lineNumbers) lineNumbers.push(number);
      // Rejected rows need not wait for the dataset to be complete.
      if (batch.rejected.length > 0) {
        const settled = { ...nothing, rejected: batch.rejected };
        this.#settled.add(settled);
        yield settled;
      }
    }
    const whole = await this.#step(run, { rows, rowNumbers, lineNumbers, rejected: [] });
    const { batchSize } = this.#context.config;
    for (let from = 0; from < whole.rows.length; from += batchSize) {
      yield {
        rows: whole.rows.slice(from, from + batchSize),
        rowNumbers: whole.rowNumbers.slice(from, from + batchSize),
        lineNumbers: whole.lineNumbers.slice(from, from + batchSize),
        rejected: [],
      };
    }
  }

  /** Passes on what the error policy allows; the reject that ends the run is passed on before it does. */
  async *#judged(source: Batches<object>): Batches<object> {
    for await (const batch of source) {
      if (this.#settled.has(batch)) {
        yield batch;
        continue;
      }
      const allowed: RejectedRow[] = [];
      for (const rejected of inSourceOrder(batch.rejected)) {
        allowed.push(rejected);
        const error = this.#policy.judge(rejected, this.#rowsIn);
        if (error === null) continue;
        yield { ...nothing, rejected: allowed };
        throw error;
      }
      yield allowed.length === 0 ? batch : { ...batch, rejected: allowed };
    }
    const error = this.#policy.judgeAtEnd(this.#rowsIn);
    if (error !== null) throw error;
  }

  async #step(run: StepRun<ErasedStep>, batch: RowBatch<object>): Promise<RowBatch<object>> {
    const { step, context, tally } = run;
    if (!tally.started) {
      tally.started = true;
      context.logger.info('pipeline.step.started', { stepName: step.name });
    }
    context.signal.throwIfAborted();
    // The chain of row types was checked where the pipeline was built.
    const rows = batch as RowBatch<never>;
    return isRowStep(step)
      ? runRowStep({ ...run, step }, rows)
      : runDataFrameStep({ ...run, step }, rows);
  }

  /** Each step by itself, each step with the next, and the run as a whole must add up. */
  #checkLedgers(): void {
    const { pipelineName } = this.#context;
    let rowsBefore = this.#rowsIn - this.#rowsMalformed;
    for (const { step, tally } of this.#runs) {
      const ledger = tally.ledger();
      if (!isBalanced(ledger) || ledger.rowsIn !== rowsBefore) {
        throw new LedgerImbalanceError(pipelineName, `step ${step.name}`, ledger);
      }
      rowsBefore = ledger.rowsOut;
    }
    if (!isBalanced(this.ledger)) {
      throw new LedgerImbalanceError(pipelineName, 'the run', this.ledger);
    }
  }
}

const nothing = { rows: [], rowNumbers: [], lineNumbers: [] };

function needsDataset(step: ErasedStep): boolean {
  return !isRowStep(step) && step.scope !== 'batch';
}

function inSourceOrder(rejected: readonly RejectedRow[]): readonly RejectedRow[] {
  const position = ({ rowNumber }: RejectedRow): number => rowNumber ?? Number.MAX_SAFE_INTEGER;
  return rejected.length < 2
    ? rejected
    : rejected.toSorted((one, other) => position(one) - position(other));
}
