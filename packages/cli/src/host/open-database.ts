import { join } from 'node:path';
import type { Settings, SettingsWithoutDatabase } from '@wdh/config';
import type { Logger } from '@wdh/pipeline-core';
import { makeHome } from './make-home.js';

/** The server that a run loads into. */
export interface Database {
  /** Contains the password. */
  readonly connectionUrl: string;
  /** Stops a server that was started for the run; does nothing otherwise. */
  close(): Promise<void>;
}

/** Returns the server given in the settings, or starts one if there is none. */
export async function openDatabase(
  settings: Settings | SettingsWithoutDatabase,
  logger: Logger,
): Promise<Database> {
  if (settings.databaseUrl !== undefined) {
    return { connectionUrl: settings.databaseUrl, close: () => Promise.resolve() };
  }
  makeHome(settings.wdhHome);
  const { startLocalPostgres } = await import('@wdh/local-postgres');
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
