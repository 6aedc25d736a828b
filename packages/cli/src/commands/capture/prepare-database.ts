import { loggedError, type Job, type RunHost } from '@wdh/job';
import { migrateUp } from '@wdh/migrations';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';

/**
 * Applies the migrations of records and job, so that what only a person can correct is known before
 * the first segment is closed. A database that does not answer is no reason to lose messages: the
 * first load tries again.
 *
 * @throws WdhError of a wrong login, a missing database or privilege, a changed migration and others.
 */
export async function prepareDatabase(
  { connectionUrl }: RunHost,
  job: Job,
  logger: Logger,
): Promise<void> {
  try {
    const folders = [auditMigrations, ...job.migrations];
    await migrateUp({ connectionUrl, folders, logger });
  } catch (error) {
    if (!(error instanceof WdhError) || !error.isRetryable) throw error;
    logger.warn('capture.database.waiting', { error: loggedError(error) });
  }
}
