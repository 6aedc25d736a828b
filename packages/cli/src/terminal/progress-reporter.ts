import type { RunProgress } from '@wdh/job';
import type { ProgressDisplay } from './progress-display.js';

/** How often a phase without news, such as a merge, shows its elapsed time again. */
const tickMs = 500;

/**
 * Shows the progress of a run on a display, or of several runs, one after the other:
 *
 * ```ts
 * const progress = new ProgressReporter(isQuiet ? noProgress : createProgressDisplay(terminal));
 * for (const file of files) {
 *   progress.begin(file.name); // only where there are several: it comes before each phase
 *   await runJob(job, { input: file.path }, { ...host, onProgress: progress.onProgress });
 *   progress.end(); // before the outcome is printed
 * }
 * ```
 */
export class ProgressReporter {
  readonly #display: ProgressDisplay;
  #label: string | null = null;
  #latest: RunProgress | null = null;
  #phaseStartedAt = 0;
  #ticking: NodeJS.Timeout | undefined;

  constructor(display: ProgressDisplay) {
    this.#display = display;
  }

  /** Begins the next of several runs, such as `2 of 3 people.csv`. */
  begin(label: string): void {
    this.end();
    this.#label = label;
  }

  /** Receives the progress of a run. */
  readonly onProgress = (progress: RunProgress): void => {
    const isAnother = progress.phase !== this.#latest?.phase;
    // Another attempt reads from the beginning.
    const isAgain = progress.bytesRead < (this.#latest?.bytesRead ?? 0);
    if (isAnother || isAgain) this.#phaseStartedAt = performance.now();
    this.#latest = progress;
    this.#ticking ??= setInterval(() => {
      this.#show();
    }, tickMs).unref();
    this.#show();
  };

  /** Removes the display, and forgets the run. */
  end(): void {
    clearInterval(this.#ticking);
    this.#ticking = undefined;
    this.#latest = null;
    this.#display.end();
  }

  #show(): void {
    if (this.#latest === null) return;
    const elapsedMs = performance.now() - this.#phaseStartedAt;
    this.#display.show({ ...this.#latest, elapsedMs, label: this.#label });
  }
}
