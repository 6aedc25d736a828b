import { closeSync } from 'node:fs';
import { access, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterFolder, dataFolder } from '../cluster/cluster-folder.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { findServer } from '../processes/find-server.js';
import { interrupt } from '../processes/interrupt.js';
import { hasHolders } from '../server/holder-file.js';
import { isKept } from '../server/keep-file.js';
import { isAttended } from './door.js';
import type { OpenDoor } from './open-door.js';

const pollMs = 10;
/** The supervisor itself changes from fast to immediate shutdown after 10 seconds. */
const stopTimeoutMs = 30_000;
const removalTimeoutMs = 1_000;

async function isServed(folder: ClusterFolder, pid: number): Promise<boolean> {
  const found = await findServer(dataFolder(folder));
  return found.kind === 'running' && found.server.pid === pid;
}

async function isPresent(folder: ClusterFolder): Promise<boolean> {
  return access(folder.path).then(
    () => true,
    () => false,
  );
}

/** Returns whether the server with that pid is to keep running. */
function isWanted(folder: ClusterFolder, pid: number): boolean {
  return hasHolders(folder) || isKept(folder, pid);
}

/**
 * Waits until a server has stopped. Without `force`, also ends when it is in use or kept again.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_STOP_FAILED`
 */
export async function untilStopped(
  folder: ClusterFolder,
  pid: number,
  { force = false } = {},
): Promise<void> {
  const deadline = performance.now() + stopTimeoutMs;
  while (await isServed(folder, pid)) {
    if (!force && isWanted(folder, pid)) return;
    // Else the supervisor was killed, so this process stops the server.
    if (force || !isAttended(folder, pid)) interrupt(pid);
    if (performance.now() > deadline) {
      throw new LocalPostgresError(
        'LOCAL_POSTGRES_STOP_FAILED',
        `The server of ${folder.path} (process ${pid}) does not stop. End that process.`,
      );
    }
    await sleep(pollMs);
  }
}

/** Normally the supervisor removes the folder; this replaces one that was killed. */
async function untilRemoved(folder: ClusterFolder): Promise<void> {
  const deadline = performance.now() + removalTimeoutMs;
  while ((await isPresent(folder)) && performance.now() < deadline) await sleep(pollMs);
  await rm(folder.path, { recursive: true, force: true });
}

/**
 * Releases a server. If no other process uses it and it is not kept, waits until it has stopped and a temporary
 * cluster is removed.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_STOP_FAILED`
 */
export async function releaseServer(
  folder: ClusterFolder,
  server: OpenDoor,
  holderFile: string,
): Promise<void> {
  await rm(holderFile, { force: true });
  closeSync(server.fd);
  if (isWanted(folder, server.pid)) return;
  await untilStopped(folder, server.pid);
  if (folder.isTemporary) await untilRemoved(folder);
}
