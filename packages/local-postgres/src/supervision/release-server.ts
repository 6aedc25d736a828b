import { closeSync } from 'node:fs';
import { access, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterFolder, dataFolder } from '../cluster/cluster-folder.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { findServer } from '../processes/find-server.js';
import { interrupt } from '../processes/interrupt.js';
import { hasHolders } from '../server/holder-file.js';
import { isAttended } from './door.js';
import type { OpenDoor } from './open-door.js';

const pollMs = 10;
/** The supervisor itself goes from fast to immediate shutdown after 10 seconds. */
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

async function untilStopped(folder: ClusterFolder, pid: number): Promise<void> {
  const deadline = performance.now() + stopTimeoutMs;
  while (await isServed(folder, pid)) {
    // The supervisor was killed: nobody else will stop the server.
    if (!isAttended(folder, pid)) interrupt(pid);
    if (performance.now() > deadline) {
      throw new LocalPostgresError(
        'LOCAL_POSTGRES_STOP_FAILED',
        `The server of ${folder.path} (process ${pid}) does not stop. End that process.`,
      );
    }
    await sleep(pollMs);
  }
}

/** The supervisor removes the folder; this makes up for one that was killed. */
async function untilRemoved(folder: ClusterFolder): Promise<void> {
  const deadline = performance.now() + removalTimeoutMs;
  while ((await isPresent(folder)) && performance.now() < deadline) await sleep(pollMs);
  await rm(folder.path, { recursive: true, force: true });
}

/**
 * Gives a server up. Where no other process uses it, waits until it has stopped, and until a
 * temporary cluster is gone.
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
  if (hasHolders(folder)) return;
  await untilStopped(folder, server.pid);
  if (folder.isTemporary) await untilRemoved(folder);
}
