import type { RunEvent } from '@wdh/runs';
import type { WireRun, WireRunSummary } from './runs.js';
import type { Wire } from './wire.js';

/**
 * `GET /api/runs/:run/stream?levels=&step=&text=`: server-sent events. Each has a `id:`, from which
 * the browser resumes with `Last-Event-ID`.
 */
export interface WireRunStream {
  /** The state of the run, its steps and checks, whenever one changes; the first one at once. */
  readonly run: WireRun;
  /** Up to 500 lines of the log. */
  readonly events: readonly Wire<RunEvent>[];
  /** The run has ended and all its lines were sent: the page closes the stream. */
  readonly end: null;
}

/** `GET /api/stream`: changes of all runs, for lists and the overview. */
export interface WireRunsStream {
  /** Runs that were added or have changed; 100 at most. */
  readonly runs: readonly WireRunSummary[];
  /** More has changed than fits: the page asks for its list again. */
  readonly stale: null;
}
