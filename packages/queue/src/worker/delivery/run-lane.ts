import { type Job, loggedError, runJob, type RunOutcome } from '@wdh/job';
import type { Logger } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import type { WarehouseLoader } from '@wdh/warehouse-loader';
import { runQueue } from '../../boss/queue-names.js';
import { parseRunJobData } from '../../submit/run-job-data.js';
import type { DeliveredJob, Lane } from '../lanes/lane.js';
import type { RunSettlement } from './run-settlement.js';

/** Options of a {@link runLane}. */
export interface RunLaneOptions {
  readonly job: Job;
  /** Contains the password; never logged. */
  readonly connectionUrl: string;
  readonly loader: WarehouseLoader;
  readonly settlement: RunSettlement;
  readonly logger: Logger;
  /** Returns the job as it has to be run for one run. Default: as it is. */
  readonly prepareJob?: ((job: Job, executionId: string) => Promise<Job>) | undefined;
}

/** Runs the queued runs of a job, each by `runJob`, and settles their jobs of pg-boss. */
export function runLane(options: RunLaneOptions): Lane {
  const { job, connectionUrl, loader, settlement, logger, prepareJob } = options;
  return {
    queue: runQueue(job.name),
    takesSlot: true,
    async deliver(delivered: DeliveredJob, signal: AbortSignal): Promise<void> {
      const { executionId, request, trigger, requestedBy, parentExecutionId } = parseRunJobData(
        delivered.data,
      );
      let isConfirmed = false;
      const delivery = {
        accept: (on: Queryable) => settlement.accept(delivered, on),
        confirm: async (on: Queryable): Promise<void> => {
          await settlement.confirm(delivered, on);
          isConfirmed = true;
        },
      };
      const host = { connectionUrl, loader, migrate: false, logger, signal, executionId };
      const prepared = (await prepareJob?.(job, executionId)) ?? job;
      const outcome = await runJob(prepared, request, {
        ...host,
        trigger,
        requestedBy,
        parentExecutionId,
        delivery,
      });
      const settled = await settlement.settle(delivered, outcome, isConfirmed);
      logRun(logger, outcome, { attempt: delivered.retryCount + 1, settled });
    },
  };
}

/** One line for each delivery. */
function logRun(logger: Logger, outcome: RunOutcome, delivery: object): void {
  const { executionId, jobName, status, input, rows, durationMs, error } = outcome;
  const context = { executionId, jobName, status, input, rows, durationMs, ...delivery };
  if (error === null) logger.info('worker.run.ended', context);
  else logger.warn('worker.run.ended', { ...context, error: loggedError(error) });
}
