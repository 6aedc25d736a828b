import type { RecordedMetric, Run, RunEvent, RunStep, RunSummary } from '@wdh/runs';
import type { Wire } from './wire.js';

/** A run in a list: `GET /api/runs`. */
export type WireRunSummary = Wire<RunSummary> & {
  /** Checks that failed, of a run that ran its checks; null for others. */
  readonly failedChecks: number | null;
};

/** `GET /api/runs/:run`. */
export interface WireRun {
  readonly run: Wire<Run>;
  readonly steps: readonly Wire<RunStep>[];
  readonly checks: readonly WireCheck[];
  /** Whether this console can run it again: its job is registered. */
  readonly isRepeatable: boolean;
  /** Rejected rows that are not repaired yet; null: none were kept. */
  readonly openRejects: number | null;
}

/** A check of the loaded rows. */
export interface WireCheck {
  readonly name: string;
  readonly hasPassed: boolean;
  readonly value: number | string | null;
}

/** `GET /api/runs/:run/events?after=&level=&step=&text=&limit=`: lines of the log. */
export interface WireEvents {
  readonly items: readonly Wire<RunEvent>[];
  /** Where the next page begins. */
  readonly after: number;
  readonly hasMore: boolean;
}

/** `GET /api/runs/:run/metrics`: figures of its columns beside those of earlier runs of its job. */
export interface WireRunMetrics {
  readonly metrics: readonly Wire<RecordedMetric>[];
  /** The same figures of up to ten earlier runs, the earliest first. */
  readonly earlier: readonly {
    readonly executionId: string;
    readonly startedAt: string;
    readonly metrics: readonly Wire<RecordedMetric>[];
  }[];
}
