import type { RowSource } from '@wdh/pipeline-core';
import type { RunPartition } from '@wdh/runs';
import type { LoadReport, LoadStatus, WarehouseLoader } from '@wdh/warehouse-loader';
import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';
import type { PlannedRun } from './plan-run.js';
import type { RunHost } from './run-host.js';
import type { RunNotes } from './run-notes.js';

/** Reads, validates and loads the rows of a planned run in one transaction. */
export async function loadJob(
  job: Job,
  planned: PlannedRun,
  executionId: string,
  host: RunHost,
  notes: RunNotes,
  loader: WarehouseLoader,
): Promise<LoadReport<LoadStatus>> {
  const { plan, mode, onBadRow, errorThreshold, request } = planned;
  const { batchSize, logger, signal, trigger = 'command', requestedBy, parentExecutionId } = host;
  const pipeline = plan.pipeline({
    stopOnError: onBadRow === 'stop',
    errorThreshold,
    ...(batchSize === undefined ? {} : { batchSize }),
  });
  const { observer } = notes;
  const bound = pipeline.bind(() => openSource(planned, host, notes), {
    executionId,
    logger,
    observer,
    connectionUrl: host.connectionUrl,
  });
  return loader.loadPipeline(bound, {
    ...plan.load,
    into: plan.into,
    replay: plan.replay,
    delivery: host.delivery,
    // A replay completes a partition that is loaded.
    partition: plan.replay === undefined ? partitionOf(request) : undefined,
    mode,
    upsertKeys: plan.keys,
    onRefusal: onBadRow === 'stop' ? 'fail' : 'reject',
    errorThreshold,
    dryRun: request.dryRun,
    force: request.force,
    signal,
    onRejected: notes.onRejected,
    onPhase: notes.onPhase,
    run: { jobName: job.name, trigger, requestedBy, parentExecutionId, request },
  });
}

/** Opens the input; its identity is noted once it is known. */
function openSource(
  { plan, input, errorThreshold, request }: PlannedRun,
  { batchSize }: RunHost,
  notes: RunNotes,
): RowSource<object> {
  const { encoding } = request;
  const source = plan.source.open(input, {
    batchSize,
    encoding,
    acceptsAnyMalformed: errorThreshold === 1,
    onProgress: notes.onRead,
  });
  return {
    identify: async (signal) => {
      const identity = await source.identify(signal);
      notes.onIdentified(identity);
      return identity;
    },
    read: (signal) => source.read(signal),
    get statistics() {
      return source.statistics;
    },
    close: async () => source.close?.(),
  };
}

/** Returns the partition that a request names; undefined if it names none. */
export function partitionOf({
  partition: key,
  inputVersion: version,
}: RunRequest): RunPartition | undefined {
  return key === undefined ? undefined : { key, version };
}
