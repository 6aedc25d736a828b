/** Runs tasks in the background: a few at the same time, the others in order. Tasks never reject. */
export class BackgroundQueue {
  readonly #width: number;
  readonly #longest: number;
  readonly #waiting: (() => Promise<void>)[] = [];
  readonly #idle: (() => void)[] = [];
  #running = 0;

  /** `width` tasks run at the same time, and at most `longest` wait. */
  constructor(width: number, longest: number) {
    this.#width = width;
    this.#longest = longest;
  }

  /** Adds a task; false if too many wait. */
  add(task: () => Promise<void>): boolean {
    if (this.#waiting.length >= this.#longest) return false;
    this.#waiting.push(task);
    this.#startNext();
    return true;
  }

  /** Waits until no task runs or waits. */
  async drained(): Promise<void> {
    if (this.#running === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  #startNext(): void {
    if (this.#running >= this.#width) return;
    const task = this.#waiting.shift();
    if (task === undefined) return;
    this.#running += 1;
    void task().finally(() => {
      this.#running -= 1;
      this.#startNext();
      if (this.#running === 0) for (const resolve of this.#idle.splice(0)) resolve();
    });
  }
}
