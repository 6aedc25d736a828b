import { join } from 'node:path';
import type { Settings, SettingsWithoutDatabase } from '@wdh/config';
import { startLocalPostgres } from '@wdh/local-postgres';
import type { Logger } from '@wdh/pipeline-core';

/** The server that a run loads into. */
export interface Database {
  /** Holds the password. */
  readonly connectionUrl: string;
  /** Gives up what was started for the run; leaves alone what was there before. */
  close(): Promise<void>;
}

/** Takes the server that the settings name, or starts one where they name none. */
export async function openDatabase(
  settings: Settings | SettingsWithoutDatabase,
  logger: Logger,
): Promise<Database> {
  if (settings.databaseUrl !== undefined) {
    return { connectionUrl: settings.databaseUrl, close: () => Promise.resolve() };
  }
  const server = await startLocalPostgres({
    dataDir: join(settings.wdhHome, 'postgres'),
    onLog: (line) => logger.info('database.local.note', { line }),
  });
  logger.info('database.local.started', {
    url: server.displayUrl,
    version: server.version,
    dataDir: server.dataDir,
  });
  return { connectionUrl: server.url, close: () => server.stop() };
}
