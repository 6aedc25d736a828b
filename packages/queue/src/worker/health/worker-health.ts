/** A worker that did not read its queues for this long is not healthy, in milliseconds. */
export const healthyMs = 30_000;

/** The state of a worker, as its health is served. */
export interface WorkerHealth {
  /** Whether it read its queues within the last 30 seconds. */
  readonly isHealthy: boolean;
  readonly state: 'starting' | 'running' | 'draining' | 'stopped';
  /** When it last read its queues, as ISO 8601; null before the first time. */
  readonly lastPollAt: string | null;
  /** Runs that are running. */
  readonly running: number;
  /** Most runs at once. */
  readonly concurrency: number;
  /** How long its event loop has been blocked, in milliseconds; 0 if it runs. */
  readonly blockedMs: number;
  /** Names of the jobs whose runs it takes. */
  readonly jobs: readonly string[];
}
