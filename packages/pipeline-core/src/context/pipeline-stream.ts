import type { PipelineMetrics } from '../accounting/pipeline-metrics.js';
import type { RowLedger } from '../accounting/row-ledger.js';
import type { RowBatch } from '../rows/row-batch.js';
import type { SourceIdentity, SourceStatistics } from '../rows/row-source.js';

/**
 * The output of a pipeline, batch by batch. Nothing is read before the first batch is asked for.
 * It can be iterated once: a second time throws `STREAM_ALREADY_READ`.
 */
export interface PipelineStream<Out extends object> extends AsyncIterable<RowBatch<Out>> {
  /** The counts of the run so far; final, and balanced, once the last batch has been taken. */
  readonly ledger: RowLedger;
}

/** A stream that also tells what its steps did. */
export interface MeteredStream<Out extends object> extends PipelineStream<Out> {
  /** Counts and times so far; final once the last batch has been taken. */
  readonly metrics: PipelineMetrics;
}

/** A pipeline bound to its source: all that a loader needs to run it, and to run it again. */
export interface BoundPipeline<Out extends object> {
  readonly pipelineName: string;
  /** Changes when the same file must be loaded again because the rules changed. */
  readonly pipelineVersion: string;
  readonly executionId: string;
  identify(signal?: AbortSignal): Promise<SourceIdentity>;
  /** Starts a new run from the beginning of the source. */
  stream(signal?: AbortSignal): PipelineStream<Out>;
  /** What the source has counted in the latest run so far; undefined where it has no lines. */
  readonly sourceStatistics?: SourceStatistics | undefined;
}
