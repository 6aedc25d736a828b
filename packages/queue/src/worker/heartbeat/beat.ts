import { DedicatedConnection } from '@wdh/postgres';
import { type Claim, claimKey } from './claim.js';
import type { FromHeartbeat, HeartbeatStart, ToHeartbeat } from './heartbeat-messages.js';
import { touchClaims } from './touch-claims.js';

/** Longest wait for the server, in milliseconds. */
const deadlineMs = 5_000;
/** Pause after a beat that failed, in milliseconds. */
const retryMs = 1_000;
/** Longest pause between two beats, in milliseconds. */
const longestPauseMs = 5_000;
/** Beats in the time after which a job is handed out again. */
const beatsPerLimit = 6;

/**
 * Renews the claims of a worker on a connection of its own, in a thread of its own: a stretch of the
 * main thread that blocks its event loop does not lose them. A process that is frozen or killed does,
 * and so does one whose main thread is blocked longer than `longestBlockMs`.
 */
export class Beat {
  readonly #start: HeartbeatStart;
  readonly #send: (message: FromHeartbeat) => void;
  readonly #claims = new Map<string, Claim>();
  readonly #alive: Int32Array;
  #lastAlive = { count: 0, at: performance.now() };
  #connection: DedicatedConnection | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isBeating = false;
  #isFailing = false;
  #isStopped = false;

  constructor(start: HeartbeatStart, send: (message: FromHeartbeat) => void) {
    this.#start = start;
    this.#send = send;
    this.#alive = new Int32Array(start.alive);
    for (const claim of start.claims) this.#claims.set(claimKey(claim), claim);
    this.#schedule(this.#pauseMs);
  }

  /** Handles a message of the main thread. */
  receive(message: ToHeartbeat): void {
    if (message.kind === 'hold') this.#hold(message.claim);
    else if (message.kind === 'release') this.#claims.delete(message.key);
    else void this.#stop();
  }

  #hold(claim: Claim): void {
    const pauseMs = this.#pauseMs;
    this.#claims.set(claimKey(claim), claim);
    // Its heartbeat may be shorter than those before.
    if (this.#pauseMs < pauseMs && !this.#isBeating) this.#schedule(this.#pauseMs);
  }

  async #stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#connection?.close().catch(() => undefined);
  }

  #schedule(afterMs: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#isBeating = true;
      void this.#beat().then((nextMs) => {
        this.#isBeating = false;
        if (!this.#isStopped) this.#schedule(nextMs);
      });
    }, afterMs);
  }

  /** Returns when the next beat is due, in milliseconds. */
  async #beat(): Promise<number> {
    const claims = [...this.#claims.values()];
    if (!this.#isMainThreadAlive() || claims.length === 0) return this.#pauseMs;
    try {
      const lost = await touchClaims(await this.#connected(), claims);
      for (const claim of lost) this.#lose(claim);
      if (this.#isFailing) this.#send({ kind: 'recovered' });
      this.#isFailing = false;
      return this.#pauseMs;
    } catch (error) {
      this.#connection?.fail(error);
      this.#connection = null;
      if (!this.#isFailing) this.#send({ kind: 'failed', code: codeOf(error) });
      this.#isFailing = true;
      return retryMs;
    }
  }

  get #pauseMs(): number {
    const limits = [...this.#claims.values()].map(({ heartbeatSeconds }) => heartbeatSeconds);
    return Math.min(longestPauseMs, (Math.min(...limits) * 1_000) / beatsPerLimit);
  }

  #lose(claim: Claim): void {
    // It may have been released while the statement ran.
    if (this.#claims.delete(claimKey(claim))) this.#send({ kind: 'lost', claim });
  }

  #isMainThreadAlive(): boolean {
    const count = Atomics.load(this.#alive, 0);
    const now = performance.now();
    if (count !== this.#lastAlive.count) this.#lastAlive = { count, at: now };
    return now - this.#lastAlive.at <= this.#start.longestBlockMs;
  }

  async #connected(): Promise<DedicatedConnection> {
    if (this.#connection !== null && !this.#connection.isLost) return this.#connection;
    const session = { applicationName: 'wdh heartbeat', deadlineMs, isLasting: true };
    this.#connection = await DedicatedConnection.open(this.#start.address, session);
    return this.#connection;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
}
