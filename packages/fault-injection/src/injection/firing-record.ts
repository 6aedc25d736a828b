import { FaultNotInjectedError } from './fault-not-injected-error.js';

/** How often a fault has happened. */
export interface Firing {
  readonly name: string;
  readonly firedCount: number;
  /**
   * Fails a test whose fault did not happen.
   *
   * @param atLeast Default 1.
   * @throws FaultNotInjectedError
   */
  expectFired(atLeast?: number): void;
  /** Resolves when the fault has happened for the first time. */
  readonly fired: Promise<void>;
}

/** Counts for a {@link Firing}. */
export class FiringRecord implements Firing {
  readonly name: string;
  readonly fired: Promise<void>;
  #count = 0;
  #resolve: () => void = () => undefined;

  /** @param name What a failing test calls the fault. */
  constructor(name: string) {
    this.name = name;
    this.fired = new Promise((resolve) => (this.#resolve = resolve));
  }

  get firedCount(): number {
    return this.#count;
  }

  /** Counts one. */
  fire(): void {
    this.#count += 1;
    this.#resolve();
  }

  expectFired(atLeast = 1): void {
    if (this.#count >= atLeast) return;
    throw new FaultNotInjectedError(
      `${this.name} fired ${this.#count} times, at least ${atLeast} wanted`,
    );
  }
}
