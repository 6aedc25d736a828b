import type {
  ComparedMetrics,
  RecordedCheck,
  Run,
  RunEvent,
  RunStep,
  RunSummary,
  SkippedFor,
} from '@wdh/runs';
import type { Wire } from './wire.js';

/** A run in a list: `GET /api/runs`. */
export type WireRunSummary = Wire<RunSummary>;

/** `GET /api/runs/:run`. */
export interface WireRun {
  readonly run: Wire<Run>;
  readonly steps: readonly Wire<RunStep>[];
  readonly checks: readonly WireCheck[];
  /** Whether this console can run it again: its job is registered. */
  readonly isRepeatable: boolean;
  /** Rejected rows that are not repaired yet; null: none were kept. */
  readonly openRejects: number | null;
  /** The earlier run because of which it was skipped; null for others, and if it was deleted. */
  readonly skippedFor: Wire<SkippedFor> | null;
}

/** A check of the loaded rows, in the last attempt of the run. */
export type WireCheck = Wire<Pick<RecordedCheck, 'name' | 'hasPassed' | 'found' | 'severity'>>;

/**
 * `GET /api/runs/:run/events?after=&levels=warn,error&step=&text=&limit=`: lines of the log, 1,000 at
 * most. With `before=SEQUENCE` or `before=end` instead of `after`: the latest lines before it. A page
 * may be empty although there are more: a filter is applied to 5,000 lines at a time.
 */
export interface WireEvents {
  /** In their order. */
  readonly items: readonly Wire<RunEvent>[];
  /** Where the next page begins. */
  readonly after: number;
  readonly hasMore: boolean;
  /** Where the page before begins. */
  readonly before: number;
  readonly hasEarlier: boolean;
}

/** `GET /api/runs/:run/metrics`: figures of its columns beside those of up to ten earlier runs. */
export type WireRunMetrics = Wire<ComparedMetrics>;
