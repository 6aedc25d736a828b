import type { ServerSession } from '../connection/reuse/server-session.js';

/** A session that has been open for longer is not kept, in milliseconds. */
const mostAgeMs = 600_000;

interface Kept {
  readonly session: ServerSession;
  readonly timer: NodeJS.Timeout;
}

/** Sessions that wait for their next use, each for a limited time. */
export class KeptSessions {
  readonly #idleMs: number;
  #kept: Kept[] = [];
  readonly #closing = new Set<Promise<void>>();

  /** @param idleMs - Longest time that a session waits; 0 keeps none. */
  constructor(idleMs: number) {
    this.#idleMs = idleMs;
  }

  get count(): number {
    return this.#kept.length;
  }

  /** Whether sessions are kept at all. */
  get isInUse(): boolean {
    return this.#idleMs > 0;
  }

  /** Keeps a session, or closes it if it is too old. */
  async keep(session: ServerSession): Promise<void> {
    const ageMs = performance.now() - session.openedAtMs;
    if (!this.isInUse || ageMs > mostAgeMs) {
      await session.close();
      return;
    }
    const timer = setTimeout(() => {
      this.#kept = this.#kept.filter((kept) => kept.session !== session);
      this.#close(session);
    }, this.#idleMs);
    timer.unref();
    this.#kept.push({ session, timer });
  }

  /** Returns the session that was used last; null if there is none. */
  take(): ServerSession | null {
    for (let kept = this.#kept.pop(); kept !== undefined; kept = this.#kept.pop()) {
      clearTimeout(kept.timer);
      if (!kept.session.isLost) return kept.session;
    }
    return null;
  }

  /** Closes all, without waiting for it. */
  closeAll(): void {
    for (let session = this.take(); session !== null; session = this.take()) this.#close(session);
  }

  /** Closes all. */
  async close(): Promise<void> {
    this.closeAll();
    await Promise.all(this.#closing);
  }

  #close(session: ServerSession): void {
    const closing = session.close().catch(() => undefined);
    this.#closing.add(closing);
    void closing.then(() => this.#closing.delete(closing));
  }
}
