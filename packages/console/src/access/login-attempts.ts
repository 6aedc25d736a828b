/** Wrong tokens that a client may send at once. */
const burst = 10;

/** After how many milliseconds it may send another one. */
const refillMs = 6_000;

/** Clients that are remembered; the one that was silent longest is forgotten first. */
const maxClients = 10_000;

/**
 * Limits the wrong tokens of each client: ten at once, then one every six seconds. Sessions are not
 * affected.
 */
export class LoginAttempts {
  /** Wrong tokens that count now, and at what time they did, by client. */
  readonly #wrong = new Map<string, { readonly count: number; readonly atMs: number }>();
  readonly #now: () => number;

  /** @param now - milliseconds of a clock that is never set. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Returns after how many seconds a client may send a token; 0: now. */
  waitSeconds(client: string): number {
    const excess = this.#countOf(client) - (burst - 1);
    return excess <= 0 ? 0 : Math.ceil((excess * refillMs) / 1_000);
  }

  /** Counts a wrong token. */
  countWrong(client: string): void {
    const count = this.#countOf(client) + 1;
    this.#wrong.delete(client);
    this.#wrong.set(client, { count, atMs: this.#now() });
    const [oldest] = this.#wrong.keys();
    if (this.#wrong.size > maxClients && oldest !== undefined) this.#wrong.delete(oldest);
  }

  #countOf(client: string): number {
    const found = this.#wrong.get(client);
    if (found === undefined) return 0;
    return Math.max(0, found.count - (this.#now() - found.atMs) / refillMs);
  }
}
