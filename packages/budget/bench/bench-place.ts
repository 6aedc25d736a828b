import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import { budgetMigrations } from '../src/index.js';

/** A migrated database of a measurement. */
export interface BenchPlace {
  readonly url: string;
}

/** Migrates an empty database. */
export async function openBenchPlace(url: string): Promise<BenchPlace> {
  await migrateUp({ connectionUrl: url, folders: [auditMigrations, budgetMigrations] });
  return { url };
}
