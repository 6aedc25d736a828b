import type { FeedConnection, FeedMetrics, SegmentFolder, SegmentLoads } from '@wdh/capture';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { CaptureCounts } from './report/capture-counts.js';
import type { CaptureMoment } from './report/capture-progress.js';
import type { SegmentRuns } from './segment-runs.js';

/** The loading side of a capture. */
export interface CaptureLoading {
  readonly loads: SegmentLoads;
  readonly runs: SegmentRuns;
  /** Prepares the database; see `prepareDatabase`. */
  prepare(): Promise<void>;
}

/** The parts of a capture. */
export interface CaptureParts {
  readonly folder: SegmentFolder;
  readonly connection: FeedConnection;
  /** Null: segments are written only. */
  readonly loading: CaptureLoading | null;
  readonly logger: Logger;
}

/** A capture of this process, from its start to its end. */
export class CaptureSession {
  readonly #parts: CaptureParts;
  readonly #stop = new AbortController();
  #failure: { readonly error: unknown } | null = null;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
  }

  /** What ended it; null if it was asked to end. */
  get error(): unknown {
    return this.#failure?.error ?? null;
  }

  /**
   * Writes and loads until the signal is aborted, the time is over, or something fails. Then it stops
   * reading, closes the segment, and loads what is left.
   *
   * @returns when everything is written, and loaded or left for the next capture.
   */
  async run(signal: AbortSignal, forMs: number | undefined): Promise<void> {
    const { folder, connection, loading, logger } = this.#parts;
    const stop = (): void => this.#stop.abort();
    const timer = forMs === undefined ? undefined : setTimeout(() => this.#timeIsOver(), forMs);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    const loaded = this.#load(loading);
    try {
      await connection.run(this.#stop.signal);
    } catch (error) {
      this.#end(error);
    }
    logger.info('capture.stopping', { messages: folder.writer.messages });
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
    await folder.writer.close().catch((error: unknown) => this.#end(error));
    loading?.loads.finish();
    await loaded;
  }

  /** The counts up to now. */
  get counts(): CaptureCounts {
    const { folder, connection, loading } = this.#parts;
    const { bytes, reconnects, ends, gaps } = connection.metrics;
    const { loaded = 0, failed = 0 } = loading?.loads.counts ?? {};
    return {
      messages: folder.writer.messages,
      bytes,
      segments: {
        loaded,
        failed,
        skipped: loading?.runs.skipped ?? 0,
        waiting: folder.waiting.length,
        recovered: folder.recovered.length,
      },
      rejected: loading?.runs.rows.rejected ?? 0,
      gaps: { gaps: gaps.gaps, missing: gaps.missing },
      reconnects,
      ends,
    };
  }

  /** What is shown of it now. */
  get moment(): CaptureMoment {
    const problem = this.#parts.loading?.loads.problem ?? null;
    const isStopping = this.#stop.signal.aborted || this.#failure !== null;
    const state = isStopping ? 'loading what is left' : wordsOf(this.#parts.connection.metrics);
    return { ...this.counts, state, trouble: problem === null ? null : troubleOf(problem) };
  }

  /** Never rejects. */
  async #load(loading: CaptureLoading | null): Promise<void> {
    try {
      await loading?.prepare();
      await loading?.loads.run();
    } catch (error) {
      this.#end(error);
    }
  }

  /** A feed that could not be opened once is a failure; see `--for`. */
  #timeIsOver(): void {
    const { metrics } = this.#parts.connection;
    if (metrics.connections > 0) this.#stop.abort();
    else this.#end(neverOpened(metrics.state));
  }

  #end(error: unknown): void {
    this.#failure ??= { error };
    this.#stop.abort();
  }
}

function neverOpened(state: FeedMetrics['state']): WdhError {
  const explanation =
    'explanation' in state ? state.explanation : 'It did not open a connection. Check the network.';
  return new WdhError(`The feed could not be opened within the time of --for. ${explanation}`, {
    code: 'FEED_UNAVAILABLE',
    category: 'connection',
    isRetryable: true,
  });
}

function wordsOf({ state }: FeedMetrics): string {
  switch (state.name) {
    case 'connected':
      return 'capturing';
    case 'connecting':
      return 'connecting';
    case 'waiting':
      return `reconnecting (${state.reason})`;
    case 'circuit-open':
      return `the feed does not answer (${state.reason}), trying again later`;
    case 'ended':
      return 'loading what is left';
  }
}

function troubleOf(problem: Error): string {
  const code = 'code' in problem && typeof problem.code === 'string' ? problem.code : problem.name;
  return `loading waits: ${code}`;
}
