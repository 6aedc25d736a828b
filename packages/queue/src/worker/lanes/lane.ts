/** A job of pg-boss that was delivered to this worker. */
export interface DeliveredJob {
  readonly id: string;
  readonly queue: string;
  /** Identifies the attempt, with the id. */
  readonly retryCount: number;
  readonly retryLimit: number;
  /** Longest time without a heartbeat before the job is handed out again; null: it needs none. */
  readonly heartbeatSeconds: number | null;
  readonly data: unknown;
}

/** A queue that a worker serves, and what it does with the jobs. */
export interface Lane {
  /** Name of the queue of pg-boss. */
  readonly queue: string;
  /** Whether a job counts as one of the runs at once. Others run beside them. */
  readonly takesSlot: boolean;
  /**
   * Does the work of a job and settles it in pg-boss, in one transaction where it writes.
   *
   * A rejection fails the job: it is repeated after a pause, or is dead at once if the error is not
   * retryable.
   *
   * @param signal - Raised when the claim was lost, or the worker ends before the work does.
   */
  deliver(job: DeliveredJob, signal: AbortSignal): Promise<void>;
}

/** Work that a worker does beside its lanes, such as watching a folder. */
export interface Service {
  /** For logs. */
  readonly name: string;
  /** Works until the signal is raised. If it rejects earlier, it is started again after a pause. */
  run(signal: AbortSignal): Promise<void>;
}
