import { loggedError, type Job, type RunHost } from '@wdh/job';
import { migrateUp } from '@wdh/migrations';
import { type Logger, WdhError } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';

/** States of a server that end without a change of the settings, as in a failover. */
const passing: ReadonlySet<string> = new Set(['DATABASE_READ_ONLY', 'SERVER_DISK_FULL']);

/**
 * Applies the migrations of records and job, so that what only a person can correct is known before
 * the first segment is closed. A database that does not answer, or accepts no writes, is no
 * reason to lose messages: the first load tries again.
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
    if (!(error instanceof WdhError)) throw error;
    if (!error.isRetryable && !passing.has(error.code)) throw error;
    logger.warn('capture.database.waiting', { error: loggedError(error) });
  }
}
