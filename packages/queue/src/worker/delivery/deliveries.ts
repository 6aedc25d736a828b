import type { Slots } from '../dispatch/slots.js';
import type { Heartbeat } from '../heartbeat/heartbeat.js';
import type { DeliveredJob, Lane } from '../lanes/lane.js';
import { claimLost } from './delivery-errors.js';

/** Options of {@link Deliveries}. */
export interface DeliveriesOptions {
  readonly slots: Slots;
  readonly heartbeat: Heartbeat;
  /** Fails a job whose lane rejected. */
  readonly onRejected: (job: DeliveredJob, error: unknown) => Promise<void>;
  /** Is called when a slot is free again. */
  readonly onEnd: () => void;
}

/** The jobs that a worker is working on. */
export class Deliveries {
  readonly #options: DeliveriesOptions;
  readonly #open = new Map<Promise<void>, AbortController>();
  #cancelled: Error | null = null;

  constructor(options: DeliveriesOptions) {
    this.#options = options;
  }

  /** Starts the work of a fetched job, which has taken its slot. */
  start(lane: Lane, job: DeliveredJob): void {
    const controller = new AbortController();
    const { heartbeat } = this.#options;
    const { heartbeatSeconds } = job;
    if (heartbeatSeconds !== null) {
      heartbeat.hold({ ...attemptOf(job), heartbeatSeconds }, () => {
        controller.abort(claimLost(job.queue, job.id));
      });
    }
    const delivery = this.#deliver(lane, job, controller.signal).finally(() => {
      this.#open.delete(delivery);
      heartbeat.release(job);
      this.#options.slots.give(lane.takesSlot);
      this.#options.onEnd();
    });
    this.#open.set(delivery, controller);
    if (this.#cancelled !== null) controller.abort(this.#cancelled);
  }

  /** Ends all work, with the reason for it: the lane of each job settles it by that. */
  cancel(reason: Error): void {
    this.#cancelled = reason;
    for (const controller of this.#open.values()) controller.abort(reason);
  }

  /** Waits for all work. */
  async ended(): Promise<void> {
    while (this.#open.size > 0) await Promise.all(this.#open.keys());
  }

  /** It never rejects. */
  async #deliver(lane: Lane, job: DeliveredJob, signal: AbortSignal): Promise<void> {
    try {
      await lane.deliver(job, signal);
    } catch (error) {
      await this.#options.onRejected(job, error);
    }
  }
}

const attemptOf = ({ queue, id, retryCount }: DeliveredJob) => ({ queue, id, retryCount });
