import type { BoundPipeline } from '@wdh/pipeline-core';
import type { LoadReport, LoadStatus, WarehouseLoader } from '@wdh/warehouse-loader';
import type { Job } from '../job.js';
import { writeRejects } from '../rejects/write-rejects.js';
import { wildlifeStrikesChecks as checks } from '../wildlife-strikes/checks.js';
import { wildlifeStrikes, type WildlifeStrike } from '../wildlife-strikes/table.js';

/**
 * Enough for a deadlock, a lost connection or a restart of the server: the file can be read again.
 */
const retry = { maxAttempts: 3, backoffMs: 1_000 };

/** Reads, validates and loads all rows in one transaction. */
export async function loadToDatabase(
  job: Job,
  strikes: BoundPipeline<WildlifeStrike>,
  loader: WarehouseLoader,
): Promise<LoadReport<LoadStatus>> {
  const { mode, onError, errorThreshold, dryRun, force, signal } = job;
  const upsertKeys = ['strike_id'] as const;
  const how = { mode, upsertKeys, dryRun, force, signal, retry, checks };
  return loader.loadPipeline(strikes, {
    into: wildlifeStrikes,
    ...how,
    onRefusal: onError === 'stop' ? 'fail' : 'reject',
    errorThreshold,
    onRejected: (rejected) => writeRejects(job, rejected),
  });
}
