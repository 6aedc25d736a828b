import { setTimeout as sleep } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { loggedError } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { ServerAddress } from '@wdh/postgres';
import { type Claim, claimKey } from './claim.js';
import type { FromHeartbeat, ToHeartbeat } from './heartbeat-messages.js';
import { startThread } from './start-thread.js';

/** The main thread shows this often that its event loop runs, in milliseconds. */
const aliveMs = 1_000;
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
}

/** Keeps the claims of a worker while its process lives, by a thread and a connection of its own. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #held = new Map<string, { readonly claim: Claim; readonly onLost: () => void }>();
  readonly #alive = new SharedArrayBuffer(4);
  readonly #timer: NodeJS.Timeout;
  #thread: Worker;
  #exited: Promise<unknown> = Promise.resolve();
  #isStopped = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    const alive = new Int32Array(this.#alive);
    this.#timer = setInterval(() => Atomics.add(alive, 0, 1), aliveMs);
    this.#timer.unref();
    this.#thread = this.#startThread();
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

  /** Ends the thread and its connection; claims that are held are lost in time. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearInterval(this.#timer);
    this.#send({ kind: 'stop' });
    await Promise.race([this.#exited, sleep(stopMs, undefined, { ref: false })]);
    await this.#thread.terminate();
  }

  #send(message: ToHeartbeat): void {
    this.#thread.postMessage(message);
  }

  #startThread(): Worker {
    const { address, longestBlockMs, logger } = this.#options;
    const claims = [...this.#held.values()].map(({ claim }) => claim);
    const thread = startThread({ address, longestBlockMs, alive: this.#alive, claims });
    thread.on('message', (message: FromHeartbeat) => {
      this.#receive(message);
    });
    thread.once('error', (error) => {
      logger.error('worker.heartbeat.crashed', { error: loggedError(error) });
    });
    this.#exited = new Promise((resolve) => thread.once('exit', resolve));
    thread.once('exit', () => {
      setTimeout(() => {
        if (!this.#isStopped) this.#thread = this.#startThread();
      }, restartMs).unref();
    });
    return thread;
  }

  #receive(message: FromHeartbeat): void {
    const { logger } = this.#options;
    if (message.kind === 'failed') logger.warn('worker.heartbeat.failed', { code: message.code });
    else if (message.kind === 'recovered') logger.info('worker.heartbeat.recovered', {});
    else {
      const held = this.#held.get(claimKey(message.claim));
      this.#held.delete(claimKey(message.claim));
      held?.onLost();
    }
  }
}
