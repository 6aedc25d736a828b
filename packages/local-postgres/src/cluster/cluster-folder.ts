import path from 'node:path';

/**
 * The folder of one cluster.
 *
 * - `data`: PostgreSQL's own data directory, with the password in `wdh-password`.
 * - `data.new-<pid>-...`: a data directory in the making; renamed to `data` when complete.
 * - `server.<pid>.log`: what the server of that pid said.
 * - `door.<pid>`: the pipe that every process using the server of that pid holds open.
 * - `holder.<pid>.<n>`: a process that uses the server, for those who stop to see.
 */
export interface ClusterFolder {
  readonly path: string;
  /** Whether the folder goes when its server stops. */
  readonly isTemporary: boolean;
}

const ours = /^(data|data\.new-\d+-.*|server\.\d+\.log|door\..*|holder\..*)$/;

/** Asks whether a folder's entry is one that this package makes, or one that nobody minds. */
export function isClusterEntry(name: string): boolean {
  return ours.test(name) || name.startsWith('.');
}

export function dataFolder(folder: ClusterFolder): string {
  return path.join(folder.path, 'data');
}

export function passwordFile(dataDir: string): string {
  return path.join(dataDir, 'wdh-password');
}

export function serverLogFile(folder: ClusterFolder, serverPid: number): string {
  return path.join(folder.path, `server.${serverPid}.log`);
}
