/** Longest wait for a pipeline that was ended, in milliseconds: a step may have to finish calls. */
const longestEndMs = 5_000;

/** Ends the pipeline of an attempt with the attempt, or with the run. */
export class PipelineEnding {
  readonly #pipeline = new AbortController();
  readonly #run: AbortSignal | undefined;
  /** Is called when the pipeline has ended. */
  #onEnd: () => void = () => undefined;
  #isRunning = false;
  readonly #follow = (): void => {
    this.#pipeline.abort(this.#run?.reason);
  };

  /** @param run - Aborted when the run ends. */
  constructor(run: AbortSignal | undefined) {
    this.#run = run;
    if (run?.aborted === true) this.#follow();
    run?.addEventListener('abort', this.#follow, { once: true });
  }

  /** Ends the pipeline. */
  get signal(): AbortSignal {
    return this.#pipeline.signal;
  }

  /** Notes that the pipeline has started. */
  started(): void {
    this.#isRunning = true;
  }

  /** Notes that the pipeline has ended, with what its steps had to finish. */
  ended(): void {
    this.#isRunning = false;
    this.#run?.removeEventListener('abort', this.#follow);
    this.#onEnd();
  }

  /**
   * Ends the pipeline of a failed attempt, and waits for it. Otherwise it would continue with its batch, and
   * call services beside the next attempt, or after the run.
   */
  async end(error: unknown): Promise<void> {
    this.#pipeline.abort(error);
    if (!this.#isRunning) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, longestEndMs);
      this.#onEnd = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
