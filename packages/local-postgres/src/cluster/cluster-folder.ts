import path from 'node:path';
import type { ServerAccount } from '../account/server-account.js';

/**
 * The folder of one cluster.
 *
 * - `data`: PostgreSQL's own data directory, with the password in `wdh-password` and the
 *   port of the last start in `wdh-port`.
 * - `data.new-<pid>-...`: an incomplete data directory; renamed to `data` when complete.
 * - `server.<pid>.log`: the log of the server with that pid (`server.log` on Windows).
 * - `door.<pid>`: the named pipe that every process using the server with that pid holds open.
 * - `released.<pid>`: the supervisor with that pid has found that no process holds the pipe any
 *   more.
 * - `keep.<pid>`: the server with that pid runs without users, until it is stopped by name.
 * - `holder.<pid>.<n>`: a process that uses the server, for other processes that stop.
 */
export interface ClusterFolder {
  readonly path: string;
  /** Whether the folder is removed when its server stops. */
  readonly isTemporary: boolean;
}

/** A folder and the account that runs its server. */
export interface ClaimedFolder {
  readonly folder: ClusterFolder;
  readonly account: ServerAccount;
}

const ours =
  /^(data|data\.new-\d+-.*|server\.(\d+\.)?log|door\..*|keep\.\d+|released\.\d+|holder\..*)$/;

/** Returns whether an entry of a folder is created by this package, or harmless. */
export function isClusterEntry(name: string): boolean {
  return ours.test(name) || name.startsWith('.');
}

const temporary = /^wdh-postgres-(\d+)-[A-Za-z0-9]{6}$/;

/** Returns the name of a temporary cluster's folder without its six random letters. */
export function temporaryFolderName(makerPid: number): string {
  return `wdh-postgres-${makerPid}-`;
}

/** Returns the pid of the process that created a temporary cluster, by its folder's name. */
export function temporaryFolderMaker(name: string): number | undefined {
  const pid = temporary.exec(name)?.[1];
  return pid === undefined ? undefined : Number(pid);
}

/** Returns PostgreSQL's own data directory. */
export function dataFolder(folder: ClusterFolder): string {
  return path.join(folder.path, 'data');
}

/** Returns the file with the superuser's password; only the server's account can read it. */
export function passwordFile(dataDir: string): string {
  return path.join(dataDir, 'wdh-password');
}

/** Returns the log file of the server with that pid. */
export function serverLogFile(folder: ClusterFolder, serverPid: number): string {
  return path.join(folder.path, `server.${serverPid}.log`);
}
