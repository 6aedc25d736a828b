import type { RunDay, RunStatus } from '@wdh/runs';
import type { WireRunSummary } from './runs.js';

/** `GET /api/overview?zone=`: `zone` is that of the reader, such as `Asia/Shanghai`. */
export interface WireOverview {
  /** The latest first; 20 at most. */
  readonly running: readonly WireRunSummary[];
  /** The latest first; 20 at most. */
  readonly queued: readonly WireRunSummary[];
  /** How many run and wait now. */
  readonly open: Readonly<Record<'running' | 'queued', number>>;
  /** The beginning of yesterday, in the zone of the reader. */
  readonly sinceYesterday: string;
  /** Failed or abandoned since then, the latest first; 20 at most. */
  readonly failed: readonly WireRunSummary[];
  /** How many runs have ended since then, by status; without statuses of no run. */
  readonly ended: Readonly<Partial<Record<RunStatus, number>>>;
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
export type WireDay = RunDay;
