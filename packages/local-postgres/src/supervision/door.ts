import { closeSync, constants, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { ClusterFolder } from '../cluster/cluster-folder.js';

/**
 * What came of knocking at a server's door.
 *
 * - `open`: `fd` keeps the server alive until it is closed, by whatever end this process comes to.
 * - `closing`: nobody held it, the server is about to stop (or to think better of it).
 * - `unattended`: no supervisor looks after this server.
 */
export type Knock =
  | { readonly kind: 'open'; readonly fd: number }
  | { readonly kind: 'closing' }
  | { readonly kind: 'unattended' };

/** Returns the named pipe that keeps the server of that pid alive. */
function doorFile(folder: ClusterFolder, serverPid: number): string {
  return path.join(folder.path, `door.${serverPid}`);
}

function openToWrite(file: string): number | string | undefined {
  try {
    return openSync(file, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

/** Asks whether a supervisor looks after the server of that pid, without becoming its user. */
export function isAttended(folder: ClusterFolder, serverPid: number): boolean {
  const door = doorFile(folder, serverPid);
  // Thrice, because the door may be moved there or back between two looks.
  return [door, `${door}.closing`, door].some((file) => {
    const fd = openToWrite(file);
    if (typeof fd === 'number') closeSync(fd);
    return typeof fd === 'number';
  });
}

/** Asks a supervisor to keep the server of that pid alive for this process. */
export function knock(folder: ClusterFolder, serverPid: number): Knock {
  const door = doorFile(folder, serverPid);
  const fd = openToWrite(door);
  if (typeof fd !== 'number') {
    // Nobody listens: the supervisor was killed. Removed at once, so as not to remove the door of
    // another process's new supervisor.
    if (fd === 'ENXIO') rmSync(door, { force: true });
    return { kind: isAttended(folder, serverPid) ? 'closing' : 'unattended' };
  }
  try {
    writeSync(fd, 'in\n');
    return { kind: 'open', fd };
  } catch {
    closeSync(fd);
    return { kind: 'closing' };
  }
}
