/** Runs that wait for their turn, of which a number run at the same time. */
export class RunLine {
  readonly #parallel: number;
  readonly #run: (executionId: string) => Promise<void>;
  /** In the order in which they start. */
  readonly #waiting = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  #isClosed = false;

  /**
   * @param parallel - Most runs at the same time.
   * @param run - Never rejects.
   */
  constructor(parallel: number, run: (executionId: string) => Promise<void>) {
    this.#parallel = parallel;
    this.#run = run;
  }

  /** Adds a run, unless it waits or runs. */
  add(executionId: string): void {
    if (this.#running.has(executionId)) return;
    this.#waiting.add(executionId);
    this.#startNext();
  }

  /** Starts no more runs, and waits for those that run. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(this.#running.values());
  }

  #startNext(): void {
    for (const executionId of this.#waiting) {
      if (this.#isClosed || this.#running.size >= this.#parallel) return;
      this.#waiting.delete(executionId);
      const run = this.#run(executionId).finally(() => {
        this.#running.delete(executionId);
        this.#startNext();
      });
      this.#running.set(executionId, run);
    }
  }
}
