import type { PartitionState } from '@wdh/runs';
import type { Wire } from './wire.js';

/** `GET /api/schedules`. `POST /api/schedules/:schedule/pause` and `/resume` answer with one. */
export interface WireSchedule {
  readonly name: string;
  readonly job: string;
  readonly cron: string;
  readonly timezone: string;
  readonly overlap: string;
  /** The next five times. */
  readonly next: readonly string[];
  readonly last: {
    readonly at: string;
    readonly outcome: string;
    readonly executionId: string | null;
  } | null;
  readonly pausedAt: string | null;
  readonly pausedBy: string | null;
}

/** `GET /api/watches`. */
export interface WireWatch {
  readonly name: string;
  readonly job: string;
  readonly folder: string;
  readonly pattern: string;
  readonly files: Readonly<Record<'waiting' | 'loading' | 'loaded' | 'failed' | 'skipped', number>>;
  readonly lastSeenAt: string | null;
}

/** `GET /api/jobs/:job/partitions`: the grid, in the order of its keys. */
export interface WirePartitions {
  readonly items: readonly Wire<PartitionState>[];
}

/** The body of `POST /api/jobs/:job/backfill`. */
export interface WireBackfill {
  readonly from: string;
  readonly to: string;
  readonly onlyMissing: boolean;
  readonly force: boolean;
}

/** The answer to a backfill. */
export interface WireBackfilled {
  readonly queued: number;
  readonly skipped: number;
  readonly problems: readonly string[];
}
