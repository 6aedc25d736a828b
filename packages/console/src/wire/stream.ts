import type { RunEvent } from '@wdh/runs';
import type { WireRun, WireRunSummary } from './runs.js';
import type { Wire } from './wire.js';

/** Why nothing new comes at this moment; null: it does again. The stream stays open. */
export type WireNotice = {
  /** Such as `DATABASE_UNAVAILABLE`. */
  readonly code: string;
  readonly message: string;
} | null;

/**
 * `GET /api/runs/:run/stream?after=&levels=warn,error&step=&text=`: server-sent events. Those with
 * lines have an `id:`, from which the browser resumes with `Last-Event-ID`; a page that opens a
 * stream again begins after the line `after`.
 */
export interface WireRunStream {
  /** The state of the run, its steps and checks, whenever one changes; the first one at once. */
  readonly run: WireRun;
  /** Up to 500 lines of the log. */
  readonly events: readonly Wire<RunEvent>[];
  readonly notice: WireNotice;
  /** The run has ended and all its lines were sent: the page closes the stream. */
  readonly end: null;
}

/** `GET /api/stream`: changes of all runs, for lists and the overview. */
export interface WireRunsStream {
  /**
   * Runs that were added or have changed; 100 at most. The first event has those that are open or
   * ended in the last minute.
   */
  readonly runs: readonly WireRunSummary[];
  /** More has changed than fits, or was missed: the page asks for its list again. */
  readonly stale: null;
  readonly notice: WireNotice;
}
