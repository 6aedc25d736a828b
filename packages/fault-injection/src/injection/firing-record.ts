import { FaultNotInjectedError } from './fault-not-injected-error.js';

/** Counts how often a fault has occurred. */
export interface Firing {
  readonly name: string;
  readonly firedCount: number;
  /**
   * Fails a test whose fault did not occur.
   *
   * @param atLeast Default 1.
   * @throws FaultNotInjectedError
   */
  expectFired(atLeast?: number): void;
  /** Resolves when the fault has occurred for the first time. */
  readonly fired: Promise<void>;
}

/** The counter of a {@link Firing}. */
export class FiringRecord implements Firing {
  readonly name: string;
  readonly fired: Promise<void>;
  #count = 0;
  #resolve: () => void = () => undefined;

  /** @param name Name of the fault in the message of a failing test. */
  constructor(name: string) {
    this.name = name;
    this.fired = new Promise((resolve) => (this.#resolve = resolve));
  }

  get firedCount(): number {
    return this.#count;
  }

  /** Counts one occurrence. */
  fire(): void {
    this.#count += 1;
    this.#resolve();
  }

  expectFired(atLeast = 1): void {
    if (this.#count >= atLeast) return;
    throw new FaultNotInjectedError(
      `${this.name} fired ${this.#count} times, at least ${atLeast} expected`,
    );
  }
}
