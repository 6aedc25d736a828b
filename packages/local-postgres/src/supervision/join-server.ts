import { closeSync } from 'node:fs';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { isAlive } from '../processes/is-alive.js';
import type { PostmasterFile } from '../processes/postmaster-file.js';
import type { HoldRequest } from '../server/held-server.js';
import { untilReady } from '../server/until-ready.js';
import { knock } from './door.js';
import type { OpenDoor } from './open-door.js';
import { supervise } from './supervise.js';

/**
 * Joins a running server; undefined when it is about to stop. A server without a supervisor gets a
 * new one.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_ALREADY_RUNNING`, `LOCAL_POSTGRES_START_TIMEOUT`
 */
export async function joinServer(
  request: HoldRequest,
  server: PostmasterFile,
): Promise<OpenDoor | undefined> {
  const { folder, account, port } = request;
  const { pid } = server;
  if (port !== undefined && port !== server.port) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_ALREADY_RUNNING',
      `The server of ${folder.path} already runs on port ${server.port} for another process, so port ${port} cannot be used. Omit the port to use that server, or stop the other process.`,
    );
  }
  let answer = knock(folder, pid);
  if (answer.kind === 'unattended') {
    const supervisor = await supervise(folder, account, { kind: 'adopt', serverPid: pid });
    answer = knock(folder, pid);
    supervisor.letGo();
  }
  if (answer.kind !== 'open') return undefined;
  const { fd } = answer;
  try {
    const readyPort = await untilReady(request, pid, () => !isAlive(pid));
    if (readyPort !== undefined) return { pid, port: readyPort, fd };
  } catch (error) {
    closeSync(fd);
    throw error;
  }
  closeSync(fd);
  return undefined;
}
