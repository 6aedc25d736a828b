/** Jobs that run beside the runs, such as ticks of schedules, at most at once. */
const mostBeside = 10;

/** Counts the work that is running, and says what may start. */
export class Slots {
  readonly size: number;
  #running = 0;
  #beside = 0;

  /** @param size - Most runs at once. */
  constructor(size: number) {
    this.size = size;
  }

  /** Runs and other jobs that are running. */
  get taken(): number {
    return this.#running + this.#beside;
  }

  /** Runs that are running. */
  get running(): number {
    return this.#running;
  }

  free(takesSlot: boolean): number {
    return takesSlot ? this.size - this.#running : mostBeside - this.#beside;
  }

  take(takesSlot: boolean): void {
    if (takesSlot) this.#running += 1;
    else this.#beside += 1;
  }

  give(takesSlot: boolean): void {
    if (takesSlot) this.#running -= 1;
    else this.#beside -= 1;
  }
}
