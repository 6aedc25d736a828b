import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder } from '../cluster/cluster-folder.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { findServer } from '../processes/find-server.js';
import type { HeldServer, HoldRequest } from '../server/held-server.js';
import { writeHolderFile } from '../server/holder-file.js';
import { writeKeepFile } from '../server/keep-file.js';
import { PortChoice } from '../server/port-choice.js';
import { announce } from './door.js';
import { joinServer } from './join-server.js';
import type { OpenDoor } from './open-door.js';
import { releaseServer } from './release-server.js';
import { startServer } from './start-server.js';

const retryMs = 50;

async function openDoor(request: HoldRequest): Promise<OpenDoor> {
  const ports = new PortChoice(request);
  for (;;) {
    const found = await findServer(dataFolder(request.folder));
    const door =
      found.kind === 'running'
        ? await joinServer(request, found.server)
        : await startServer(request, ports, found.kind === 'stale' ? found.pid : undefined);
    if (door !== undefined) return door;
    if (performance.now() > request.deadline) {
      throw new LocalPostgresError(
        'LOCAL_POSTGRES_START_TIMEOUT',
        `The data directory ${request.folder.path} is still in use by a server that starts or stops. Try again, or set a longer \`startTimeoutMs\`.`,
      );
    }
    await sleep(retryMs);
  }
}

/**
 * Joins the running server of the cluster or starts a new one, and keeps it running for this
 * process. Any number of processes may do so at once: of two servers that are started together,
 * PostgreSQL ends one, and its process joins the other.
 *
 * @throws LocalPostgresError
 */
export async function holdBySupervisor(request: HoldRequest): Promise<HeldServer> {
  const { folder } = request;
  const door = await openDoor(request);
  try {
    const holderFile = await writeHolderFile(folder);
    return {
      port: door.port,
      keep: async () => {
        await writeKeepFile(folder, door.pid);
        announce(door.fd);
      },
      release: () => releaseServer(folder, door, holderFile),
    };
  } catch (error) {
    closeSync(door.fd);
    throw error;
  }
}
