/** The main thread writes this often that its event loop runs, in milliseconds. */
export const aliveMs = 1_000;

/**
 * When the event loop of the main thread last ran, shared with the thread of the heartbeat. The clock
 * is the same for all threads of a process, and runs while the process is frozen.
 */
export class AliveClock {
  readonly buffer: SharedArrayBuffer;
  readonly #view: BigInt64Array;

  constructor(buffer = new SharedArrayBuffer(8)) {
    this.buffer = buffer;
    this.#view = new BigInt64Array(buffer);
  }

  mark(): void {
    Atomics.store(this.#view, 0, process.hrtime.bigint());
  }

  /** How long the event loop has been blocked, in milliseconds; 0 if it runs. */
  get blockedMs(): number {
    const sinceNs = process.hrtime.bigint() - Atomics.load(this.#view, 0);
    const overdueMs = Number(sinceNs / 1_000_000n) - aliveMs;
    // Timers are late on a busy machine.
    return overdueMs > aliveMs ? overdueMs : 0;
  }
}
