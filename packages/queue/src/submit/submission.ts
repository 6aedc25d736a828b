import type { Job, RunRequest } from '@wdh/job';
import type { RunTrigger } from '@wdh/runs';

/**
 * What happens if another run of the same schedule, or of the same job without a schedule, waits or
 * runs:
 *
 * - `allow`: both run, possibly at the same time.
 * - `skip`: the new one is not submitted.
 * - `queue`: the new one waits until the other has ended.
 *
 * Only runs that were submitted with the same rule count.
 */
export type OverlapRule = 'allow' | 'skip' | 'queue';

/** The tick of a schedule that requests a run. */
export interface SubmissionSchedule {
  readonly name: string;
  /** The time for which the run is requested. */
  readonly at: Date;
}

/** A run that is requested. */
export interface Submission {
  readonly job: Job;
  /** Default: the example of the job, or the input that the job derives. */
  readonly request?: RunRequest | undefined;
  /** Runs with a higher number start first, those without one after those with 1. Default 0. */
  readonly priority?: number | undefined;
  /** The run does not start before. Default: now. */
  readonly startAfter?: Date | undefined;
  /** While a run of the job with this key waits, another one with it is a duplicate. Default: none. */
  readonly key?: string | undefined;
  /** Default `allow`. */
  readonly overlap?: OverlapRule | undefined;
  /** Default `queue`. */
  readonly trigger?: RunTrigger | undefined;
  /** Who asked for the run, such as the name of a user. */
  readonly requestedBy?: string | undefined;
  /** The run of which this one is a repetition. */
  readonly parentExecutionId?: string | undefined;
  /** A UUID. A run with an id that exists is a duplicate. Default: a random one. */
  readonly executionId?: string | undefined;
  readonly schedule?: SubmissionSchedule | undefined;
}

/** The result of a {@link Submission}. */
export interface Submitted {
  readonly executionId: string;
  /**
   * - `queued`: the run waits for a worker.
   * - `duplicate`: a run with this id or key exists; nothing was submitted.
   * - `skipped`: its overlap rule skipped it; nothing was submitted.
   */
  readonly status: 'queued' | 'duplicate' | 'skipped';
  /** Why it is not queued; null if it is. */
  readonly reason: string | null;
  /** The run with this id or key, or that it must not overlap; null if it is queued. */
  readonly holder: string | null;
}
