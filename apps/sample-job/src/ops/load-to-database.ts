import type { BoundPipeline } from '@wdh/pipeline-core';
import type { LoadReport, LoadStatus, WarehouseLoader } from '@wdh/warehouse-loader';
import type { Job } from '../job.js';
import { writeRejects } from '../rejects/write-rejects.js';
import { wildlifeStrikes, type WildlifeStrike } from '../wildlife-strikes/table.js';

/** Runs it all: reads, validates and loads in one transaction. */
export async function loadToDatabase(
  job: Job,
  strikes: BoundPipeline<WildlifeStrike>,
  loader: WarehouseLoader,
): Promise<LoadReport<LoadStatus>> {
  const { mode, onError, errorThreshold, dryRun, force, signal } = job;
  const upsertKeys = ['strike_id'] as const;
  const how = { mode, upsertKeys, dryRun, force, signal };
  return loader.loadPipeline(strikes, {
    into: wildlifeStrikes,
    ...how,
    onRefusal: onError === 'stop' ? 'fail' : 'reject',
    errorThreshold,
    onRejected: (rejected) => writeRejects(job, rejected),
  });
}
