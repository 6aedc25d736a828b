/**
 * Changes or checks the schema of the job's database: `nx run sample-job:migrate -- status`.
 */
import { getSettings } from '@wdh/config';
import { runMigrateCommand } from '@wdh/migrations';
import { silentLogger } from '@wdh/pipeline-core';
import { describeError } from './cli/describe-error.js';
import { complain } from './cli/print.js';
import { openDatabase, type Database } from './open-database.js';
import { migrations } from './wildlife-strikes/migrations.js';

async function migrate(args: readonly string[]): Promise<number> {
  let database: Database | undefined;
  const connectionUrl = async (): Promise<string> => {
    const settings = getSettings({ databaseUrl: 'optional-in-dev' });
    database = await openDatabase(settings, silentLogger);
    return database.connectionUrl;
  };
  try {
    return await runMigrateCommand(args, { connectionUrl, folders: migrations });
  } finally {
    await database?.close();
  }
}

process.exitCode = await migrate(process.argv.slice(2)).catch(async (error: unknown) => {
  const { message, exitCode } = describeError(error);
  await complain(message);
  return exitCode;
});
