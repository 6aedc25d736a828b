import path from 'node:path';
import type { ServerAccount } from '../account/server-account.js';

/**
 * The folder of one cluster.
 *
 * - `data`: PostgreSQL's own data directory, with the password in `wdh-password`.
 * - `data.new-<pid>-...`: a data directory in the making; renamed to `data` when complete.
 * - `server.<pid>.log`: what the server of that pid said (`server.log` on Windows).
 * - `door.<pid>`: the pipe that every process using the server of that pid holds open.
 * - `released.<pid>`: the supervisor of that pid has found that nobody holds the door any more.
 * - `holder.<pid>.<n>`: a process that uses the server, for those who stop to see.
 */
export interface ClusterFolder {
  readonly path: string;
  /** Whether the folder goes when its server stops. */
  readonly isTemporary: boolean;
}

/** A folder and who runs the server in it. */
export interface ClaimedFolder {
  readonly folder: ClusterFolder;
  readonly account: ServerAccount;
}

const ours = /^(data|data\.new-\d+-.*|server\.(\d+\.)?log|door\..*|released\.\d+|holder\..*)$/;

/** Asks whether a folder's entry is one that this package makes, or one that nobody minds. */
export function isClusterEntry(name: string): boolean {
  return ours.test(name) || name.startsWith('.');
}

const temporary = /^wdh-postgres-(\d+)-[A-Za-z0-9]{6}$/;

/** Returns the beginning of the name of a temporary cluster's folder, before six random letters. */
export function temporaryFolderName(makerPid: number): string {
  return `wdh-postgres-${makerPid}-`;
}

/** Returns the pid of the process that made a temporary cluster, by its folder's name. */
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

/** Returns the file with what the server of that pid said. */
export function serverLogFile(folder: ClusterFolder, serverPid: number): string {
  return path.join(folder.path, `server.${serverPid}.log`);
}
