import { setMaxListeners } from 'node:events';

/** Work that no caller waits for, until it is closed. */
export class BackgroundWork {
  readonly #running = new Map<string, Promise<void>>();
  readonly #end = new AbortController();

  constructor() {
    // Each request listens.
    setMaxListeners(0, this.#end.signal);
  }

  /** Aborted when it is closed. */
  get signal(): AbortSignal {
    return this.#end.signal;
  }

  isRunning(name: string): boolean {
    return this.#running.has(name);
  }

  /** Starts work that never rejects, unless work of that name runs or it is closed. */
  start(name: string, work: (signal: AbortSignal) => Promise<void>): void {
    if (this.isRunning(name) || this.signal.aborted) return;
    const running = work(this.signal).finally(() => this.#running.delete(name));
    this.#running.set(name, running);
  }

  /** Aborts what runs, waits for its end, and starts nothing more. */
  async close(): Promise<void> {
    this.#end.abort();
    await Promise.all(this.#running.values());
  }
}
