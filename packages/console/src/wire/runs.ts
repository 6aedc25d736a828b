import type { ComparedMetrics, Run, RunEvent, RunStep, RunSummary } from '@wdh/runs';
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

/** `GET /api/runs/:run/metrics`: figures of its columns beside those of up to ten earlier runs. */
export type WireRunMetrics = Wire<ComparedMetrics>;
