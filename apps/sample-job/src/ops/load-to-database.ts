import { type BoundPipeline, WdhError } from '@wdh/pipeline-core';
import {
  LoadError,
  type LoadReport,
  type LoadStatus,
  type WarehouseLoader,
} from '@wdh/warehouse-loader';
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
  const run = { jobName: 'sample-job', trigger: 'command', request: requestOf(job) } as const;
  const loading = loader.loadPipeline(strikes, {
    into: wildlifeStrikes,
    ...how,
    onRefusal: onError === 'stop' ? 'fail' : 'reject',
    errorThreshold,
    onRejected: (rejected) => writeRejects(job, rejected),
    run,
  });
  return loading.catch((error: unknown) => {
    // A file that cannot be opened says nothing about the load.
    const isUnopened = error instanceof LoadError && error.attempts === 0;
    throw isUnopened && error.cause instanceof WdhError ? error.cause : error;
  });
}

/** What the user asked for, as it is recorded with the run. */
function requestOf({ input, mode, onError, errorThreshold, dryRun, force, encoding }: Job): object {
  return { input, mode, onError, errorThreshold, dryRun, force, encoding };
}
