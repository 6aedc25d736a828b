import { closeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataFolder } from '../cluster/cluster-folder.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { knock } from './door.js';
import { findServer } from './find-server.js';
import type { HeldServer, HoldRequest } from './hold-request.js';
import { isAlive } from './is-alive.js';
import type { PostmasterFile } from './postmaster-file.js';
import { startServer } from './start-server.js';
import { supervise } from './supervise.js';
import { untilReady } from './until-ready.js';

const retryMs = 50;

/** Joins those who use a running server; undefined when it is about to stop. */
async function joinServer(
  request: HoldRequest,
  server: PostmasterFile,
): Promise<HeldServer | undefined> {
  const { folder, account, port } = request;
  if (port !== undefined && port !== server.port) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_ALREADY_RUNNING',
      `The server of ${folder.path} already runs on port ${server.port} for another process, so port ${port} is not to be had. Leave the port out to use it there, or stop the other process.`,
    );
  }
  let answer = knock(folder, server.pid);
  if (answer.kind === 'unattended') {
    const supervisor = await supervise(folder, account, { kind: 'adopt', serverPid: server.pid });
    answer = knock(folder, server.pid);
    supervisor.letGo();
  }
  if (answer.kind !== 'open') return undefined;
  const { fd } = answer;
  try {
    const readyPort = await untilReady(request, server.pid, () => !isAlive(server.pid));
    if (readyPort !== undefined) return { pid: server.pid, port: readyPort, fd };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  closeSync(fd);
  return undefined;
}

/**
 * Has the cluster served, by the server that runs or by a new one, and keeps the server alive for
 * this process. Any number of processes may do so at once: of two servers that are started
 * together, PostgreSQL lets one live, and the other's process joins it.
 *
 * @throws LocalPostgresError
 */
export async function holdServer(request: HoldRequest): Promise<HeldServer> {
  for (;;) {
    const found = await findServer(dataFolder(request.folder));
    const held =
      found.kind === 'running'
        ? await joinServer(request, found.server)
        : await startServer(request, found.kind === 'stale' ? found.pid : undefined);
    if (held !== undefined) return held;
    if (performance.now() > request.deadline) {
      throw new LocalPostgresError(
        'LOCAL_POSTGRES_START_TIMEOUT',
        `The data directory ${request.folder.path} stays in use by a server that starts or stops. Try again, or give a longer \`startTimeoutMs\`.`,
      );
    }
    await sleep(retryMs);
  }
}
