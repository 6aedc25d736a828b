import type { PipelineMetrics } from '../accounting/pipeline-metrics.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { SourceIdentity, SourceStatistics } from '../rows/row-source.js';
import type { RunOptions } from './pipeline-context.js';

/** How the values in the batches of a source are to be read. */
export type SourceValues = Pick<RowBatch<object>, 'areJsonValues' | 'numberTexts'>;

/**
 * The output of a pipeline, batch by batch. Nothing is read before the first batch is requested. It can be
 * iterated once: a second iteration throws `STREAM_ALREADY_READ`.
 */
export interface PipelineStream<Out extends object> extends AsyncIterable<RowBatch<Out>> {
  /** The counts of the run so far; final, and balanced, once the last batch has been taken. */
  readonly ledger: RowLedger;
  /** Counts and times of the steps so far; undefined where a stream does not report them. */
  readonly metrics?: PipelineMetrics | undefined;
  /**
   * How the values of the source are to be read, as its batches so far state; null or undefined where
   * they are no JSON values. See {@link RowBatch}.
   */
  readonly sourceValues?: SourceValues | null | undefined;
}

/** A stream that also reports the metrics of its steps. */
export interface MeteredStream<Out extends object> extends PipelineStream<Out> {
  /** Counts and times so far; final once the last batch has been taken. */
  readonly metrics: PipelineMetrics;
}

/** A pipeline bound to its source: everything that a loader needs to run it, repeatedly. */
export interface BoundPipeline<Out extends object> {
  readonly pipelineName: string;
  /** Version of the rules. A change lets the same file be loaded again. */
  readonly pipelineVersion: string;
  readonly executionId: string;
  /** Opens the source, where it is not open yet, and identifies its content. */
  identify(signal?: AbortSignal): Promise<SourceIdentity>;
  /** As {@link RowSource} has it; null where the content is to be identified before it is read. */
  identifyLater?(signal?: AbortSignal): Promise<SourceIdentity | null>;
  /**
   * Starts a new run from the beginning of the source.
   *
   * @param watcher - Receives the events of the run as well.
   */
  stream(
    signal?: AbortSignal,
    watcher?: Pick<RunOptions, 'logger' | 'observer'>,
  ): PipelineStream<Out>;
  /**
   * Reads the records of the source once more, without the steps. Where the source cannot be read
   * twice, iterating throws what it throws.
   */
  records?(signal?: AbortSignal): AsyncIterable<RowBatch<object>>;
  /** Line counts of the source in the latest run so far; undefined where the source has no lines. */
  readonly sourceStatistics?: SourceStatistics | undefined;
  /** Releases what the source holds, such as a temporary file. A loader calls it after each run. */
  close?(): Promise<void>;
}
