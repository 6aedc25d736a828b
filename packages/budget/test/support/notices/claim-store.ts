import type { Claim, KeyValueStore } from '../../../src/index.js';

/** The claims of several notifiers in one process; a test can break it. */
export class ClaimStore implements KeyValueStore {
  readonly #expiries = new Map<string, number>();
  /** What happens instead of each claim and release. */
  fault: (() => Promise<never>) | null = null;

  get keys(): readonly string[] {
    return [...this.#expiries.keys()];
  }

  get(): Promise<null> {
    return Promise.resolve(null);
  }

  set(): Promise<void> {
    return Promise.resolve();
  }

  async claim(key: string, ttlMs: number): Promise<Claim | null> {
    await this.#turn();
    if ((this.#expiries.get(key) ?? 0) > performance.now()) return null;
    this.#expiries.set(key, performance.now() + ttlMs);
    return {
      release: async () => {
        await this.#turn();
        this.#expiries.delete(key);
      },
    };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  async #turn(): Promise<void> {
    await this.fault?.();
    await Promise.resolve();
  }
}
