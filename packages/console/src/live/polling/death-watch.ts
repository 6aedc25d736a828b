import type { Logger } from '@wdh/pipeline-core';
import { WdhError } from '@wdh/pipeline-core';
import type { Runs } from '@wdh/runs';

const intervalMs = 5_000;
/**
 * How long the process of a run may have no connection, in milliseconds. A process that lost it, as
 * when the server restarts, connects again within seconds, and its run must not be ended meanwhile.
 */
const graceMs = 15_000;

/** Marks the runs as abandoned whose process has ended. */
export class DeathWatch {
  readonly #runs: Pick<Runs, 'findDeadRuns' | 'abandonDeadRuns'>;
  readonly #logger: Logger | undefined;
  #since = new Map<string, number>();
  #lookedAt = -Infinity;
  #isAllowed = true;

  constructor(runs: Pick<Runs, 'findDeadRuns' | 'abandonDeadRuns'>, logger: Logger | undefined) {
    this.#runs = runs;
    this.#logger = logger;
  }

  /** Begins the time of grace of every run again: the server was away. */
  reset(): void {
    this.#since.clear();
  }

  /** Looks every five seconds, and marks runs that were dead at every look of 15 seconds. */
  async look(): Promise<void> {
    const now = performance.now();
    if (!this.#isAllowed || now - this.#lookedAt < intervalMs) return;
    this.#lookedAt = now;
    const dead = await this.#runs.findDeadRuns();
    this.#since = new Map(dead.map((id) => [id, this.#since.get(id) ?? now]));
    const due = dead.filter((id) => now - (this.#since.get(id) ?? now) >= graceMs);
    if (due.length > 0) await this.#abandon(due);
  }

  async #abandon(executionIds: readonly string[]): Promise<void> {
    try {
      for (const executionId of await this.#runs.abandonDeadRuns(executionIds)) {
        this.#logger?.warn('execution.abandoned', { executionId });
      }
    } catch (error) {
      // A role that may only read leaves it to the next run of the job.
      if (!(error instanceof WdhError) || error.category !== 'schema') throw error;
      this.#isAllowed = false;
      this.#logger?.warn('console.abandon.refused', { code: error.code });
    }
  }
}
