import { getSettings } from '@wdh/config';
import type { Job } from '@wdh/job';
import { runMigrateCommand } from '@wdh/migrations';
import { silentLogger } from '@wdh/pipeline-core';
import { auditMigrations } from '@wdh/runs';
import { openDatabase, type Database } from '../../host/open-database.js';
import { describeError } from '../../outcome/describe-error.js';
import { complain } from '../../terminal/print.js';
import { migrationFolders } from './migration-folders.js';

/** Changes or checks the schema of audit tables and jobs, and returns the exit code. */
export async function runMigrate(args: readonly string[], jobs: readonly Job[]): Promise<number> {
  let database: Database | undefined;
  const connectionUrl = async (): Promise<string> => {
    const settings = getSettings({ databaseUrl: 'optional-in-dev' });
    database = await openDatabase(settings, silentLogger);
    return database.connectionUrl;
  };
  const folders = [auditMigrations, ...migrationFolders(jobs)];
  try {
    return await runMigrateCommand(args, { connectionUrl, folders });
  } catch (error) {
    const { message, exitCode } = describeError(error);
    await complain(message);
    return exitCode;
  } finally {
    await database?.close();
  }
}
