import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { loggedError } from '@wdh/job';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { ServerAddress } from '@wdh/postgres';
import { AliveClock, aliveMs } from '../health/alive-clock.js';
import { defaultHost, type HealthAddress } from '../health/health-server.js';
import type { WorkerHealth } from '../health/worker-health.js';
import { type Claim, claimKey } from './claim.js';
import type { FromHeartbeat, ToHeartbeat } from './heartbeat-messages.js';
import { startThread } from './start-thread.js';

/** Pause before a thread that crashed is started again, in milliseconds. */
const restartMs = 1_000;
/** Longest wait for the thread to close its connection, in milliseconds. */
const stopMs = 2_000;

/** Options of a {@link Heartbeat}. */
export interface HeartbeatOptions {
  /** Contains the password; never logged. */
  readonly address: ServerAddress;
  readonly logger: Logger;
  /** Longest time that the event loop may be blocked, in milliseconds; longer loses the claims. */
  readonly longestBlockMs: number;
  /** Where the health is served. Default: nowhere. */
  readonly healthAt?: HealthAddress | undefined;
  /** Returns the health of the worker. */
  readonly health: () => WorkerHealth;
}

interface HeldClaim {
  readonly claim: Claim;
  readonly onLost: () => void;
}

/**
 * Keeps the claims of a worker while its process lives, and serves its health, in a thread with a
 * connection of its own.
 */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #held = new Map<string, HeldClaim>();
  readonly #clock = new AliveClock();
  readonly #timer: NodeJS.Timeout;
  #thread: Worker | null = null;
  #healthPort: number | null = null;
  #exited: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  /** @throws WdhError `HEALTH_PORT_UNUSABLE` (usage). */
  static async start(options: HeartbeatOptions): Promise<Heartbeat> {
    const heartbeat = new Heartbeat(options);
    const refusal = await heartbeat.#startThread();
    if (refusal === null) return heartbeat;
    await heartbeat.stop();
    throw portUnusable(options.healthAt, refusal);
  }

  private constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#clock.mark();
    this.#timer = setInterval(() => {
      this.#clock.mark();
      this.report();
    }, aliveMs);
    this.#timer.unref();
  }

  /** The port at which the health is served; null: nowhere. */
  get healthPort(): number | null {
    return this.#healthPort;
  }

  /**
   * Keeps a claim until it is released.
   *
   * @param onLost - Is called when another process may have the job: this one ends its work.
   */
  hold(claim: Claim, onLost: () => void): void {
    this.#held.set(claimKey(claim), { claim, onLost });
    this.#send({ kind: 'hold', claim });
  }

  release(attempt: Pick<Claim, 'id' | 'retryCount'>): void {
    const key = claimKey(attempt);
    if (this.#held.delete(key)) this.#send({ kind: 'release', key });
  }

  /** Serves the present health of the worker; otherwise it does so within a second. */
  report(): void {
    const { healthAt, health } = this.#options;
    if (healthAt !== undefined) this.#send({ kind: 'health', health: health() });
  }

  /** Ends the thread and its connection; claims that are held are lost in time. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#thread?.ref();
    this.#send({ kind: 'stop' });
    await Promise.race([this.#exited, sleep(stopMs, undefined, { ref: false })]);
    await this.#thread?.terminate();
  }

  #send(message: ToHeartbeat): void {
    this.#thread?.postMessage(message);
  }

  /** Returns why it does not serve the health; null if it does, or crashed and starts again. */
  #startThread(): Promise<string | null> {
    const { address, longestBlockMs, healthAt = null, health, logger } = this.#options;
    const claims = [...this.#held.values()].map(({ claim }) => claim);
    const alive = this.#clock.buffer;
    const start = { address, longestBlockMs, alive, claims, healthAt, health: health() };
    const thread = startThread(start);
    this.#thread = thread;
    thread.once('error', (error) => {
      logger.error('worker.heartbeat.crashed', { error: loggedError(error) });
    });
    this.#exited = new Promise((resolve) => thread.once('exit', resolve));
    return new Promise((resolve) => {
      thread.on('message', (message: FromHeartbeat) => {
        if (message.kind === 'started') {
          this.#healthPort = message.healthPort;
          resolve(null);
        } else if (message.kind === 'refused') resolve(message.reason);
        else this.#receive(message);
        // From now on, it does not keep the process.
        thread.unref();
      });
      thread.once('exit', () => {
        resolve(null);
        setTimeout(() => {
          if (!this.#isStopped) void this.#startThread();
        }, restartMs).unref();
      });
    });
  }

  #receive(message: Extract<FromHeartbeat, { kind: 'lost' | 'failed' | 'recovered' }>): void {
    const { logger } = this.#options;
    if (message.kind === 'failed') logger.warn('worker.heartbeat.failed', { code: message.code });
    else if (message.kind === 'recovered') logger.info('worker.heartbeat.recovered', {});
    else {
      const key = claimKey(message.claim);
      const held = this.#held.get(key);
      this.#held.delete(key);
      held?.onLost();
    }
  }
}

function portUnusable(at: HealthAddress | undefined, reason: string): WdhError {
  const place = `${at?.host ?? defaultHost}:${at?.port ?? ''}`;
  const other = reason === 'EADDRINUSE' || reason === 'EACCES' ? 'port' : 'address to listen at';
  return new WdhError(
    `The health of the worker cannot be served at ${place} (${reason}). Choose another ${other}.`,
    { code: 'HEALTH_PORT_UNUSABLE', category: 'usage' },
  );
}
