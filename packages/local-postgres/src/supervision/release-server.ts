import { closeSync, writeSync } from 'node:fs';
import { access, rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ClusterFolder, dataFolder } from '../cluster/cluster-folder.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { findServer } from '../server/find-server.js';
import type { OpenDoor } from './open-door.js';
import { hasHolders } from '../server/holder-file.js';

const pollMs = 10;
/** The supervisor itself goes from fast to immediate shutdown after 10 seconds. */
const stopTimeoutMs = 30_000;

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

/** The pipe breaks when its reader has gone: then nobody will stop the server for us. */
function isAttended(fd: number): boolean {
  try {
    writeSync(fd, 'out\n');
    return true;
  } catch {
    return false;
  }
}

async function waitWhile(isSo: () => Promise<boolean>, server: string): Promise<void> {
  const deadline = performance.now() + stopTimeoutMs;
  while (await isSo()) {
    if (performance.now() > deadline) {
      throw new LocalPostgresError(
        'LOCAL_POSTGRES_STOP_FAILED',
        `${server} does not stop. End that process.`,
      );
    }
    await sleep(pollMs);
  }
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
  const supervised = isAttended(server.fd);
  await rm(holderFile, { force: true });
  closeSync(server.fd);
  if (hasHolders(folder)) return;
  const name = `The server of ${folder.path} (process ${server.pid})`;
  if (!supervised && (await isServed(folder, server.pid))) process.kill(server.pid, 'SIGINT');
  await waitWhile(() => isServed(folder, server.pid), name);
  if (!folder.isTemporary) return;
  if (supervised) await waitWhile(() => isPresent(folder), name);
  else await rm(folder.path, { recursive: true, force: true });
}
