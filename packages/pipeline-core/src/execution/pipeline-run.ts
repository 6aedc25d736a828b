import { inSourceOrder } from '../accounting/in-source-order.js';
import type { PipelineMetrics } from '../accounting/pipeline-metrics.js';
import type { RejectedRow } from '../accounting/rejected-row.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import type { PipelineContext } from '../context/pipeline-context.js';
import type { PipelineObserver } from '../context/pipeline-observer.js';
import type { MeteredStream, SourceValues } from '../context/pipeline-stream.js';
import type { StepFailedError } from '../errors/step-failed-error.js';
import { alreadyRead, readerLeft } from '../errors/stream-errors.js';
import type { RowBatch } from '../rows/row-batch.js';
import { type BatchInput, sourceBatches } from '../rows/source-batches.js';
import { type ErasedStep, isRowStep } from '../steps/pipeline-step.js';
import { closeStep } from '../steps/step-hooks.js';
import { ErrorPolicy } from './error-policy.js';
import { runDataFrameStep } from './run-data-frame-step.js';
import { type Findings, RunEvents } from './run-events.js';
import { runRowStep } from './run-row-step.js';
import { RunTotals } from './run-totals.js';
import type { PlannedStep, StepOutcome, StepRun } from './step-run.js';
import { StepTally } from './step-tally.js';

type Batches<Row extends object> = AsyncIterable<RowBatch<Row>>;

/**
 * One run of a pipeline's steps over one input, batch by batch.
 *
 * Stages are async generators, each pulling from the previous one, so that nothing is read ahead of demand. A
 * step that needs the whole dataset ends a stage: the error policy checks the rows before it first, and the
 * rows after it are split into batches again.
 */
export class PipelineRun<Out extends object> implements MeteredStream<Out> {
  readonly #context: PipelineContext;
  readonly #runs: readonly StepRun[];
  readonly #totals: RunTotals;
  readonly #events: RunEvents;
  readonly #policy: ErrorPolicy;
  readonly #output: AsyncGenerator<RowBatch<Out>, void, undefined>;
  /** Batches of rejected rows that an earlier stage has checked: later stages do not check them again. */
  readonly #settled = new WeakSet<RowBatch<object>>();
  /** The steps that have received rows and are not closed yet. */
  readonly #open = new Set<StepRun>();
  #isTaken = false;
  /** The flags that the source sets on its batches apply to every batch made from them. */
  #ofSource: SourceValues | null = null;

  constructor(
    context: PipelineContext,
    steps: readonly PlannedStep[],
    input: BatchInput<object>,
    observer?: PipelineObserver,
    findings?: Findings,
  ) {
    const events = new RunEvents(context, observer, findings);
    this.#context = context;
    this.#events = events;
    this.#runs = steps.map((planned) => ({ ...planned, context, events, tally: new StepTally() }));
    this.#totals = new RunTotals(this.#runs);
    this.#policy = new ErrorPolicy(context.config, context.pipelineName);
    // The type of the last step's rows was checked where the pipeline was built.
    this.#output = this.#run(input) as AsyncGenerator<RowBatch<Out>, void, undefined>;
  }

  [Symbol.asyncIterator](): AsyncIterator<RowBatch<Out>, void, undefined> {
    // A second reader would find no rows and mistake the source for an empty one.
    if (this.#isTaken) throw alreadyRead(this.#context.pipelineName);
    this.#isTaken = true;
    return this.#output;
  }

  get ledger(): RowLedger {
    return this.#totals.ledger();
  }

  get metrics(): PipelineMetrics {
    return this.#totals.metrics();
  }

  get sourceValues(): SourceValues | null {
    return this.#ofSource;
  }

  async *#run(input: BatchInput<object>): AsyncGenerator<RowBatch<object>, void, undefined> {
    let outcome: { readonly error?: unknown } = { error: readerLeft(this.#context.pipelineName) };
    this.#totals.start();
    this.#events.runStarted(this.#runs.map(({ step }) => step.name));
    try {
      for await (const batch of this.#stages(input)) {
        this.#totals.countOut(batch);
        this.#events.progressed(() => this.ledger);
        yield this.#ofSource === null ? batch : { ...batch, ...this.#ofSource };
      }
      this.#totals.check(this.#context.pipelineName);
      await this.#closeSteps();
      for (const { step, tally, context } of this.#runs) {
        this.#events.stepCompleted(tally.metrics(step, context));
      }
      outcome = {};
    } catch (error) {
      outcome = { error };
      throw error;
    } finally {
      await this.#closeSteps();
      this.#totals.end();
      this.#events.runEnded(this.metrics, outcome.error);
    }
  }

  #stages(input: BatchInput<object>): Batches<object> {
    let batches = this.#counted(sourceBatches(input, this.#context.signal));
    let stage: StepRun[] = [];
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

  async *#counted(source: Batches<object>): Batches<object> {
    for await (const batch of source) {
      this.#totals.countIn(batch);
      const { areJsonValues, numberTexts } = batch;
      if (areJsonValues === true) this.#ofSource ??= { areJsonValues, numberTexts };
      yield this.#runs.length === 0 ? batch : withoutColumns(batch);
    }
    this.#totals.endSource();
  }

  async *#batchwise(source: Batches<object>, runs: readonly StepRun[]): Batches<object> {
    for await (const input of source) {
      let batch = input;
      let failure: StepFailedError | null = null;
      for (const run of runs) {
        // How the input was split must not matter, so no step is called for an empty batch.
        if (batch.rows.length === 0) break;
        const outcome = await this.#step(run, batch);
        batch = outcome.batch;
        // A later step received only the rows before this failure, so its own failure comes earlier.
        failure = outcome.failure ?? failure;
      }
      yield failure === null ? batch : upTo(failure, batch);
      if (failure !== null) throw failure;
    }
  }

  /** Holds every row, passes them to the step at once, and splits the result into batches. */
  async *#whole(source: Batches<object>, run: StepRun): Batches<object> {
    const rows: object[] = [];
    const rowNumbers: (number | null)[] = [];
    const lineNumbers: (number | null)[] = [];
    const records: (object | null)[] = [];
    for await (const batch of source) {
      for (const row of batch.rows) rows.push(row);
      for (const record of batch.records ?? batch.rows) records.push(record);
      for (const number of batch.rowNumbers) rowNumbers.push(number);
      for (const number of batch.lineNumbers) lineNumbers.push(number);
      this.#events.progressed(() => this.ledger);
      // Rejected rows are passed on before the dataset is complete.
      if (batch.rejected.length > 0) {
        const settled = { ...nothing, rejected: batch.rejected };
        this.#settled.add(settled);
        yield settled;
      }
    }
    const dataset = { rows, rowNumbers, lineNumbers, records, rejected: [] };
    const { batch: whole, failure } = await this.#step(run, dataset);
    if (failure !== null) throw failure;
    const { batchSize } = this.#context.config;
    for (let from = 0; from < whole.rows.length; from += batchSize) {
      yield {
        rows: whole.rows.slice(from, from + batchSize),
        rowNumbers: whole.rowNumbers.slice(from, from + batchSize),
        lineNumbers: whole.lineNumbers.slice(from, from + batchSize),
        records: whole.records?.slice(from, from + batchSize),
        rejected: [],
      };
    }
  }

  /**
   * Passes on what the error policy allows. The rejected row that ends the run is passed on before the run
   * ends.
   */
  async *#judged(source: Batches<object>): Batches<object> {
    for await (const batch of source) {
      if (this.#settled.has(batch)) {
        yield batch;
        continue;
      }
      const allowed: RejectedRow[] = [];
      for (const rejected of inSourceOrder(batch.rejected)) {
        allowed.push(rejected);
        const error = this.#policy.judge(rejected, this.#totals.read);
        if (error === null) continue;
        yield { ...nothing, rejected: allowed };
        throw error;
      }
      yield allowed.length === 0 ? batch : { ...batch, rejected: allowed };
    }
    const error = this.#policy.judgeAtEnd(this.#totals.read.rowsIn);
    if (error !== null) throw error;
  }

  async #step(run: StepRun, batch: RowBatch<object>): Promise<StepOutcome<object>> {
    const { step, context } = run;
    context.signal.throwIfAborted();
    this.#open.add(run);
    this.#events.stepStarted(step.name);
    // The chain of row types was checked where the pipeline was built.
    const rows = batch as RowBatch<never>;
    return isRowStep(step)
      ? runRowStep({ ...run, step }, rows)
      : runDataFrameStep({ ...run, step }, rows);
  }

  /** A step may wait for calls that are running, so it is closed before its figures are final. */
  async #closeSteps(): Promise<void> {
    const closing = [...this.#open].map(({ step, context }) => closeStep(step, context));
    this.#open.clear();
    await Promise.all(closing);
  }
}

const nothing = { rows: [], rowNumbers: [], lineNumbers: [] };

/** A step may rename the columns of the source. */
function withoutColumns(batch: RowBatch<object>): RowBatch<object> {
  if (batch.columns === undefined) return batch;
  const { columns: _, ...others } = batch;
  return others;
}

function needsDataset(step: ErasedStep): boolean {
  return !isRowStep(step) && step.scope !== 'batch';
}

/** Leaves out rows that were rejected after the row at which the run ends. */
function upTo({ context }: StepFailedError, batch: RowBatch<object>): RowBatch<object> {
  const { rowNumber: last = Infinity } = context;
  return { ...batch, rejected: batch.rejected.filter(({ rowNumber }) => (rowNumber ?? 0) <= last) };
}
