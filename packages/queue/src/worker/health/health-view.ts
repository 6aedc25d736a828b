import type { AliveClock } from './alive-clock.js';
import type { WorkerHealth } from './worker-health.js';

/** The health of a worker as another thread sees it: also while the worker's event loop is blocked. */
export class HealthView {
  readonly #clock: AliveClock;
  readonly #longestBlockMs: number;
  #reported: WorkerHealth;

  /** @param longestBlockMs - A worker that is blocked for longer is not healthy. */
  constructor(reported: WorkerHealth, clock: AliveClock, longestBlockMs: number) {
    this.#reported = reported;
    this.#clock = clock;
    this.#longestBlockMs = longestBlockMs;
  }

  /** Takes the latest report of the worker. */
  update(reported: WorkerHealth): void {
    this.#reported = reported;
  }

  health(): WorkerHealth {
    const { blockedMs } = this.#clock;
    const isHealthy = this.#reported.isHealthy && blockedMs <= this.#longestBlockMs;
    return { ...this.#reported, isHealthy, blockedMs };
  }
}
