import type { Job } from '@wdh/job';
import { migrateUp } from '@wdh/migrations';
import type { Logger } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';

/**
 * Applies the migrations of the audit tables and of jobs, once for each job and worker, before the
 * first run.
 *
 * @throws WdhError those of `migrateUp`.
 */
export async function migrateJobs(
  connectionUrl: string,
  jobs: Iterable<Job>,
  logger: Logger,
  signal: AbortSignal,
): Promise<void> {
  await migrateUp({ connectionUrl, folders: [auditMigrations], logger, signal });
  for (const { migrations } of jobs) {
    if (migrations.length === 0) continue;
    const folders = [auditMigrations, ...migrations];
    await migrateUp({ connectionUrl, folders, logger, signal });
  }
}
