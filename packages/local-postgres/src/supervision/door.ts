import { closeSync, constants, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { ClusterFolder } from '../cluster/cluster-folder.js';

/**
 * The result of opening the named pipe `door.<pid>` of a server.
 *
 * - `open`: `fd` keeps the server running until it is closed, at the latest by the end of this
 *   process.
 * - `closing`: no process held it, so the server is about to stop (or continues after all).
 * - `unattended`: this server has no supervisor.
 */
export type Knock =
  | { readonly kind: 'open'; readonly fd: number }
  | { readonly kind: 'closing' }
  | { readonly kind: 'unattended' };

/** Returns the path of the named pipe that keeps the server with that pid running. */
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

/** Returns whether the server with that pid has a supervisor, without becoming a user of it. */
export function isAttended(folder: ClusterFolder, serverPid: number): boolean {
  const door = doorFile(folder, serverPid);
  // Three times, as the pipe may be renamed there or back between two checks.
  return [door, `${door}.closing`, door].some((file) => {
    const fd = openToWrite(file);
    if (typeof fd === 'number') closeSync(fd);
    return typeof fd === 'number';
  });
}

/** Writes a line to the pipe: its supervisor then looks whether the server is to be kept. */
export function announce(fd: number): void {
  writeSync(fd, 'in\n');
}

/** Opens the pipe, so that the supervisor keeps the server with that pid running for this process. */
export function knock(folder: ClusterFolder, serverPid: number): Knock {
  const door = doorFile(folder, serverPid);
  const fd = openToWrite(door);
  if (typeof fd !== 'number') {
    // The pipe has no reader: the supervisor was killed. Removed at once, so that the pipe of
    // another process's new supervisor is not removed.
    if (fd === 'ENXIO') rmSync(door, { force: true });
    return { kind: isAttended(folder, serverPid) ? 'closing' : 'unattended' };
  }
  try {
    announce(fd);
    return { kind: 'open', fd };
  } catch {
    closeSync(fd);
    return { kind: 'closing' };
  }
}
