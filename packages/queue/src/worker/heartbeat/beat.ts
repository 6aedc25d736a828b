import { DedicatedConnection } from '@wdh/postgres';
import type { AliveClock } from '../health/alive-clock.js';
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
  readonly #clock: AliveClock;
  #connection: DedicatedConnection | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isBeating = false;
  #isFailing = false;
  #isStopped = false;

  constructor(start: HeartbeatStart, clock: AliveClock, send: (message: FromHeartbeat) => void) {
    this.#start = start;
    this.#send = send;
    this.#clock = clock;
    for (const claim of start.claims) this.#claims.set(claimKey(claim), claim);
    this.#schedule(this.#pauseMs);
  }

  /** Handles a message about a claim. */
  receive(message: Extract<ToHeartbeat, { kind: 'hold' | 'release' }>): void {
    if (message.kind === 'hold') this.#hold(message.claim);
    else this.#claims.delete(message.key);
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#connection?.close().catch(() => undefined);
  }

  #hold(claim: Claim): void {
    const pauseMs = this.#pauseMs;
    this.#claims.set(claimKey(claim), claim);
    // Its heartbeat may be shorter than those before.
    if (this.#pauseMs < pauseMs && !this.#isBeating) this.#schedule(this.#pauseMs);
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
    const isBlocked = this.#clock.blockedMs > this.#start.longestBlockMs;
    if (isBlocked || claims.length === 0) return this.#pauseMs;
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
