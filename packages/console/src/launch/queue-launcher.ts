import type { Queue } from '@wdh/queue';
import type { WireLaunched } from '../wire/actions.js';
import type { Launcher, WantedRun } from './launcher.js';

/** Submits runs to a queue, whose workers run them. A replay is launched by another launcher. */
export class QueueLauncher implements Launcher {
  readonly #queue: Pick<Queue, 'submitRun'>;
  readonly #replays: Launcher;

  /** @param replays - Runs replays, which a queue does not. It is closed. */
  constructor(queue: Pick<Queue, 'submitRun'>, replays: Launcher) {
    this.#queue = queue;
    this.#replays = replays;
  }

  async launch(wanted: WantedRun): Promise<WireLaunched> {
    const { job, request, executionId, trigger, requestedBy, parent } = wanted;
    if (trigger === 'replay') return this.#replays.launch(wanted);
    const submitted = await this.#queue.submitRun({
      ...{ job, request, executionId, trigger, requestedBy },
      parentExecutionId: parent,
    });
    const { status, reason } = submitted;
    if (status === 'queued') return { executionId, outcome: 'launched', reason: null };
    const isRepeated = status === 'duplicate' && submitted.holder === executionId;
    return { executionId, outcome: isRepeated ? 'exists' : 'refused', reason };
  }

  close(): Promise<void> {
    return this.#replays.close();
  }
}
