import type { RunProgress } from '@wdh/job';
import type { ProgressDisplay } from './progress-state.js';

/** Shows the progress of a run on a display. */
export class ProgressReporter {
  readonly #display: ProgressDisplay;
  #startedAt: number | null = null;

  constructor(display: ProgressDisplay) {
    this.#display = display;
  }

  /** Receives the progress of a run. */
  readonly onProgress = ({ phase, totalBytes, ...counts }: RunProgress): void => {
    if (phase === 'identify' || totalBytes === null) return;
    this.#startedAt ??= performance.now();
    const elapsedMs = performance.now() - this.#startedAt;
    this.#display.show({ ...counts, totalBytes, elapsedMs });
  };

  /** Removes the display. */
  end(): void {
    this.#display.end();
  }
}
