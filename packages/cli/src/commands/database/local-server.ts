import path from 'node:path';
import { findLocalPostgres, type FoundLocalPostgres } from '@wdh/local-postgres';
import { WdhError } from '@wdh/pipeline-core';
import type { CommandContext } from '../../context/command-context.js';
import { namesDatabase } from '../../host/read-settings.js';

/** Returns the folder of the local server's data. */
export function localDataDir({ settings }: CommandContext): string {
  return path.join(settings.wdhHome, 'postgres');
}

/** Finds the running local server, without starting one. */
export function findServer(context: CommandContext): Promise<FoundLocalPostgres | undefined> {
  return findLocalPostgres({ dataDir: localDataDir(context) });
}

/** @throws WdhError `LOCAL_SERVER_STOPPED`. */
export async function requireServer(context: CommandContext): Promise<FoundLocalPostgres> {
  const found = await findServer(context);
  if (found !== undefined) return found;
  throw new WdhError(
    `The local server of ${localDataDir(context)} is not running. Start it with wdh db start.`,
    { code: 'LOCAL_SERVER_STOPPED', category: 'connection' },
  );
}

/** What the commands print about a server; contains no password. */
export interface ShownServer {
  readonly isRunning: true;
  readonly displayUrl: string;
  readonly port: number;
  readonly pid: number;
  readonly isKept: boolean;
  readonly userPids: readonly number[];
  readonly dataDir: string;
  readonly logFile: string;
}

/** Selects what may be printed about a server. */
export function showServer(server: FoundLocalPostgres): ShownServer {
  const { displayUrl, port, pid, isKept, dataDir, logFile } = server;
  const userPids = server.userPids.filter((user) => user !== process.pid);
  return { isRunning: true, displayUrl, port, pid, isKept, userPids, dataDir, logFile };
}

/** Warns where the jobs use another database than the local one. */
export async function otherDatabaseNote(context: CommandContext): Promise<string> {
  // A project with an error has no effect on this server.
  const project = namesDatabase() ? null : await context.projectIfAny().catch(() => null);
  const where = project?.database == null ? 'DATABASE_URL is set' : 'the project names a database';
  return context.settings.databaseUrl === undefined
    ? ''
    : `\nNote: ${where}, so jobs use that database, and not this server.`;
}
