import type { Lane } from '../lanes/lane.js';
import type { Slots } from './slots.js';

/** A number of jobs to fetch from one queue. */
export interface PlannedFetch {
  readonly lane: Lane;
  readonly count: number;
}

/**
 * The jobs that one look at the queues found, in the order in which they should run: a burst follows
 * it without looking again for each run.
 */
export class DispatchPlan {
  readonly #lanes: ReadonlyMap<string, Lane>;
  #queues: readonly string[] = [];

  constructor(lanes: ReadonlyMap<string, Lane>) {
    this.#lanes = lanes;
  }

  get isEmpty(): boolean {
    return this.#queues.length === 0;
  }

  renew(queues: readonly string[]): void {
    this.#queues = queues;
  }

  /** Takes what the free slots allow, the most urgent first. */
  take(slots: Slots): readonly PlannedFetch[] {
    const counts = new Map<Lane, number>();
    const free = { true: slots.free(true), false: slots.free(false) };
    const left: string[] = [];
    for (const queue of this.#queues) {
      const lane = this.#lanes.get(queue);
      if (lane === undefined) continue;
      const kind = lane.takesSlot ? 'true' : 'false';
      if (free[kind] > 0) {
        free[kind] -= 1;
        counts.set(lane, (counts.get(lane) ?? 0) + 1);
      } else left.push(queue);
    }
    this.#queues = left;
    return [...counts].map(([lane, count]) => ({ lane, count }));
  }
}
