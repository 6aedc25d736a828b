import type { WireRunSummary } from './runs.js';

/** `GET /api/overview`. */
export interface WireOverview {
  readonly running: readonly WireRunSummary[];
  readonly queued: readonly WireRunSummary[];
  /** Failed or abandoned since the beginning of yesterday, the latest first; 20 at most. */
  readonly failed: readonly WireRunSummary[];
  /** How many runs have ended since the beginning of yesterday, by status. */
  readonly ended: Readonly<Record<string, number>>;
  /** The last 30 days, the earliest first, without gaps, in the reader's time zone (`zone` of the query). */
  readonly days: readonly WireDay[];
  /** Next times of schedules, the earliest first; empty without schedules. */
  readonly next: readonly {
    readonly schedule: string;
    readonly job: string;
    readonly at: string;
    readonly isPaused: boolean;
  }[];
  /** Waiting, delayed, running and dead runs of the queue; null without a queue. */
  readonly queue: {
    readonly ready: number;
    readonly delayed: number;
    readonly running: number;
    readonly dead: number;
    readonly workers: number;
  } | null;
}

/** What was loaded on one day. */
export interface WireDay {
  /** Such as `2026-01-31`. */
  readonly day: string;
  readonly loaded: number;
  readonly rejected: number;
  readonly succeeded: number;
  readonly failed: number;
}
