import type { BoundPipeline } from '@wdh/pipeline-core';
import type { LoadReport, LoadStatus, WarehouseLoader } from '@wdh/warehouse-loader';
import type { Job } from '../job.js';
import { wildlifeStrikes, type WildlifeStrike } from '../wildlife-strikes/table.js';

/** Runs it all: reads, validates and loads in one transaction. */
export async function loadToDatabase(
  { mode, dryRun, force, signal }: Job,
  strikes: BoundPipeline<WildlifeStrike>,
  loader: WarehouseLoader,
): Promise<LoadReport<LoadStatus>> {
  const upsertKeys = ['strike_id'] as const;
  const how = { mode, upsertKeys, dryRun, force, signal };
  return loader.loadPipeline(strikes, { into: wildlifeStrikes, ...how });
}
