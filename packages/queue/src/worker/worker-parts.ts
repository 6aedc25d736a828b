import { type Job, loggedError } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import { NotificationListener } from '@wdh/postgres';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { queueChannel } from '../boss/boss-schema.js';
import { Deliveries } from './delivery/deliveries.js';
import { failDeadRuns } from './delivery/fail-dead-runs.js';
import { runLane, type RunLaneOptions } from './delivery/run-lane.js';
import { RunSettlement } from './delivery/run-settlement.js';
import { Settling } from './delivery/settling.js';
import { Dispatcher } from './dispatch/dispatcher.js';
import { Slots } from './dispatch/slots.js';
import type { Heartbeat } from './heartbeat/heartbeat.js';
import type { Lane } from './lanes/lane.js';
import type { WorkerQueue } from './worker-queue.js';

/** Time between two looks at the queues, in milliseconds. */
const pollMs = 1_000;

/** Options of {@link WorkerParts}. */
export interface WorkerPartsOptions {
  readonly queue: WorkerQueue;
  readonly jobs: readonly Job[];
  readonly lanes: readonly Lane[];
  readonly concurrency: number;
  readonly logger: Logger;
  readonly heartbeat: Heartbeat;
  readonly prepareJob?: RunLaneOptions['prepareJob'];
}

/** The parts of a worker that live as long as it runs. */
export class WorkerParts {
  readonly slots: Slots;
  readonly dispatcher: Dispatcher;
  readonly deliveries: Deliveries;
  readonly #queue: WorkerQueue;
  readonly #logger: Logger;
  readonly #loader: WarehouseLoader;
  readonly #listener: NotificationListener;

  constructor(options: WorkerPartsOptions) {
    const { queue, jobs, lanes, concurrency, logger, heartbeat, prepareJob } = options;
    const { connectionUrl, address, boss } = queue;
    const settlement = new RunSettlement(
      boss,
      new Settling((work) => queue.transact(work), logger),
    );
    const loader = new WarehouseLoader({ connectionUrl, poolSize: 2 * concurrency, logger });
    const shared = { connectionUrl, loader, settlement, logger, prepareJob };
    const runs = jobs.map((job) => runLane({ job, ...shared }));
    this.#queue = queue;
    this.#logger = logger;
    this.slots = new Slots(concurrency);
    this.#loader = loader;
    this.deliveries = new Deliveries({
      slots: this.slots,
      heartbeat,
      onRejected: async (job, error) => {
        const settled = await settlement.reject(job, error);
        const context = { queue: job.queue, jobId: job.id, settled, error: loggedError(error) };
        logger.error('worker.job.rejected', context);
      },
      onEnd: () => {
        this.dispatcher.freed();
      },
    });
    this.dispatcher = new Dispatcher({
      boss,
      lanes: [...runs, ...lanes],
      slots: this.slots,
      logger,
      pollMs,
      start: (lane, job) => {
        this.deliveries.start(lane, job);
      },
      onOrphansTaken: () => this.failDeadRuns(),
    });
    this.#listener = new NotificationListener({
      address,
      applicationName: 'wdh listen',
      channel: queueChannel,
      onNotification: (name) => {
        this.dispatcher.notify(name);
      },
    });
  }

  /** Records runs as failed that pg-boss does not hand out again. */
  async failDeadRuns(): Promise<void> {
    const failed = await this.#queue.transact((on) => failDeadRuns(on));
    for (const executionId of failed) this.#logger.error('worker.run.died', { executionId });
  }

  /** Closes the connections; a run that has not ended keeps its own. */
  async close(): Promise<void> {
    const isIdle = this.slots.taken === 0;
    await Promise.all([this.#listener.close(), isIdle ? this.#loader.close() : undefined]);
  }
}
