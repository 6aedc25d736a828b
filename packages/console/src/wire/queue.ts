import type { QueueStatus } from '@wdh/queue';
import type { PartitionState, RunStatus } from '@wdh/runs';
import type { Wire } from './wire.js';

/** `GET /api/queue`: what waits, runs and is dead, and who works. */
export type WireQueue = Wire<QueueStatus>;

/** `GET /api/schedules`. */
export interface WireSchedules {
  readonly schedules: readonly WireSchedule[];
}

/** A schedule; `POST /api/schedules/:schedule/pause` and `/resume` answer with it. */
export interface WireSchedule {
  readonly name: string;
  readonly description: string;
  readonly job: string;
  readonly cron: string;
  readonly timezone: string;
  readonly overlap: string;
  /** The next five times. */
  readonly next: readonly string[];
  readonly last: {
    readonly at: string;
    /** Such as `submitted`, `skipped`, `missed` or `paused`. */
    readonly outcome: string;
    /** Why no run was submitted; null if one was. */
    readonly reason: string | null;
    readonly executionId: string | null;
    /** The present status of its run. */
    readonly runStatus: RunStatus | null;
  } | null;
  readonly pausedAt: string | null;
  readonly pausedBy: string | null;
  /** Whether a worker that declares it in this way was seen within the last minute. */
  readonly isFollowed: boolean;
}

/** `GET /api/watches`. */
export interface WireWatches {
  readonly watches: readonly WireWatch[];
}

/** A watched folder. */
export interface WireWatch {
  readonly name: string;
  readonly job: string;
  /** The last part of its path. */
  readonly folder: string;
  readonly files: Readonly<Record<'waiting' | 'loading' | 'loaded' | 'failed' | 'skipped', number>>;
  readonly lastSeenAt: string | null;
}

/**
 * `GET /api/jobs/:job/partitions?from=&to=`: the grid, in the order of its keys. Without `from`, the
 * latest 1,000.
 */
export interface WirePartitions {
  readonly items: readonly Wire<PartitionState>[];
  readonly kind: 'days' | 'months' | 'list';
  /** In words, such as `months from 2026-01`. */
  readonly description: string;
  /** Whether there are earlier ones. */
  readonly hasEarlier: boolean;
}

/** The body of `POST /api/jobs/:job/backfill`. */
export interface WireBackfill {
  /** A UUID, made by the page for one click: the same key loads a partition once, however often it is sent. */
  readonly key: string;
  readonly from: string;
  readonly to: string;
  /** Whether partitions are left that are loaded, queued or running. */
  readonly onlyMissing: boolean;
  readonly force: boolean;
}

/** The answer to a backfill. */
export interface WireBackfilled {
  readonly queued: number;
  /** Left, because they are loaded, queued or running. */
  readonly skipped: number;
  /** Why others were not queued. */
  readonly problems: readonly string[];
}
