import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';
import type { CronTimes } from './cron-times.js';
import type { ScheduledTime } from './scheduled-time.js';

/**
 * What a schedule does at its time while its earlier run is queued or running: `skip` starts none, `queue`
 * starts one when the earlier one has ended, `allow` starts one beside it.
 */
export const overlapRules = ['skip', 'queue', 'allow'] as const;

/** See {@link overlapRules}. */
export type OverlapRule = (typeof overlapRules)[number];

/** One time of a schedule: what its request may depend on. */
export interface ScheduleTick {
  /** The time for which the schedule fires, also if it fires late. */
  readonly scheduledAt: ScheduledTime;
  /** The time of the schedule before it, whether or not it fired. */
  readonly previousAt: ScheduledTime;
}

/** A schedule: the times at which a run of a job is requested. Made by `defineSchedule`. */
export interface Schedule extends CronTimes {
  /** Lower-case words with underscores or hyphens; unique in a project. */
  readonly name: string;
  /** One sentence for people. */
  readonly description: string;
  readonly job: Job;
  /** The cron expression, in local time of the zone. */
  readonly cron: string;
  /** A name of the zone database, such as `Asia/Shanghai`. */
  readonly timezone: string;
  /** What happens while its earlier run is queued or running. */
  readonly overlap: OverlapRule;
  /** Milliseconds after its time until which a missed tick is made up; only the latest one is. */
  readonly catchUpWithinMs: number;
  /** Identifies the declaration: another cron, zone, job, rule or request has another text. */
  readonly declaration: string;
  /** Returns the times after an instant, which is now by default. */
  next(count: number, after?: Date): readonly ScheduledTime[];
  /**
   * Returns the request of the run of a time.
   *
   * @throws WdhError `REQUEST_INVALID` (usage), or what the declared function throws.
   */
  requestAt(time: Date): RunRequest;
}
