import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { ownedFolder } from './account/owned-folder.js';
import {
  type ClusterFolder,
  dataFolder,
  passwordFile,
  serverLogFile,
} from './cluster/cluster-folder.js';
import { superuser } from './cluster/create-cluster.js';
import { findKeptPlace, replacementParent } from './cluster/kept-place.js';
import { databaseUrl } from './database/database-url.js';
import { LocalPostgresError } from './errors/local-postgres-error.js';
import { findServer } from './processes/find-server.js';
import { holderPids } from './server/holder-file.js';
import { isKept } from './server/keep-file.js';

/** A running server of a kept data directory, from the view of a process that does not use it. */
export interface FoundLocalPostgres {
  /** `postgres://user:password@127.0.0.1:port/database`. Contains the password: not for logs. */
  readonly url: string;
  /** `url` without the password. */
  readonly displayUrl: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** Actual folder of the cluster. */
  readonly dataDir: string;
  /** Process of the server. */
  readonly pid: number;
  /** Whether it keeps running without users, until {@link stopLocalPostgres}. */
  readonly isKept: boolean;
  /** Processes that use it by `startLocalPostgres`. It also runs for them if it is not kept. */
  readonly userPids: readonly number[];
  /** Log of the server; may contain cell values. */
  readonly logFile: string;
}

const host = '127.0.0.1';

/**
 * Finds the folder of the cluster of `dataDir`, which need not have one.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_PERMISSION_DENIED`
 */
async function findFolder(dataDir: string): Promise<ClusterFolder | undefined> {
  const { folder, isReplacement } = await findKeptPlace(dataDir);
  const real = await realpath(folder).catch(() => undefined);
  if (real === undefined) return undefined;
  if (isReplacement) await ownedFolder(replacementParent(), 0o755);
  return { path: real, isTemporary: false };
}

async function readPassword(folder: ClusterFolder): Promise<string> {
  try {
    return (await readFile(passwordFile(dataFolder(folder)), 'utf8')).trim();
  } catch (cause) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_PERMISSION_DENIED',
      `The password of the server of ${folder.path} cannot be read. Use the account that started it.`,
      { cause },
    );
  }
}

/**
 * Finds the running server of a data directory, without starting, joining or changing anything;
 * undefined where none runs. A server may be found that does not yet accept connections.
 *
 * @param options `dataDir` as for `startLocalPostgres`; `database` of the URL, default `wdh`.
 * @throws LocalPostgresError `LOCAL_POSTGRES_PERMISSION_DENIED`, `LOCAL_POSTGRES_NAME_REFUSED`
 */
export async function findLocalPostgres(options: {
  readonly dataDir: string;
  readonly database?: string | undefined;
}): Promise<FoundLocalPostgres | undefined> {
  const { dataDir, database = 'wdh' } = options;
  const folder = await findFolder(dataDir);
  if (folder === undefined) return undefined;
  const found = await findServer(dataFolder(folder));
  if (found.kind !== 'running') return undefined;
  const { pid, port } = found.server;
  const password = await readPassword(folder);
  return Object.freeze({
    url: databaseUrl(`postgres://${superuser}:${password}@${host}:${port}`, database),
    displayUrl: databaseUrl(`postgres://${superuser}@${host}:${port}`, database),
    host,
    port,
    user: superuser,
    database,
    dataDir: folder.path,
    pid,
    isKept: isKept(folder, pid),
    userPids: holderPids(folder),
    logFile:
      process.platform === 'win32'
        ? path.join(folder.path, 'server.log')
        : serverLogFile(folder, pid),
  });
}
