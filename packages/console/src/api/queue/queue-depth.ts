import type { Queue, QueueStatus } from '@wdh/queue';
import type { WireOverview } from '../../wire/overview.js';

/** How long an answer is used again, in milliseconds. */
const freshMs = 2_000;

/** The depth of the queue, which is read once for all who look at it. */
export class QueueDepth {
  readonly #queue: Pick<Queue, 'status'> | undefined;
  #reading: Promise<QueueStatus> | null = null;
  #readAt = 0;

  /** @param queue - Undefined: the console has none. */
  constructor(queue: Pick<Queue, 'status'> | undefined) {
    this.#queue = queue;
  }

  /** Returns the counts of all jobs; null without a queue. */
  async counts(): Promise<WireOverview['queue']> {
    if (this.#queue === undefined) return null;
    const { jobs, workers } = await this.#status(this.#queue);
    const total = { ready: 0, delayed: 0, running: 0, dead: 0 };
    for (const { ready, delayed, running, dead } of jobs) {
      total.ready += ready;
      total.delayed += delayed;
      total.running += running;
      total.dead += dead;
    }
    return { ...total, workers: workers.length };
  }

  #status(queue: Pick<Queue, 'status'>): Promise<QueueStatus> {
    const now = performance.now();
    if (this.#reading !== null && now - this.#readAt < freshMs) return this.#reading;
    this.#readAt = now;
    const reading = queue.status();
    this.#reading = reading;
    // The next one asks again.
    reading.catch(() => {
      if (this.#reading === reading) this.#reading = null;
    });
    return reading;
  }
}
