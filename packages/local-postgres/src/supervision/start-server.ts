import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { type ClusterFolder, dataFolder, serverLogFile } from '../cluster/cluster-folder.js';
import { explainFailure } from '../errors/explain-failure.js';
import { findServer } from '../processes/find-server.js';
import { isAlive } from '../processes/is-alive.js';
import type { HoldRequest } from '../server/held-server.js';
import type { PortChoice } from '../server/port-choice.js';
import { serverSettings } from '../server/server-settings.js';
import { untilReady } from '../server/until-ready.js';
import { knock } from './door.js';
import type { OpenDoor } from './open-door.js';
import { supervise } from './supervise.js';

/** Another server has the data directory, or processes of the previous one are still ending. */
const tooManyServers =
  /lock file "postmaster\.pid" already exists|pre-existing shared memory block/;

/** Removes files of servers and users that have ended. */
async function tidy(folder: ClusterFolder, serverPid: number): Promise<void> {
  for (const name of await readdir(folder.path)) {
    const pid = /^(?:(?:server|door|holder|keep|released)\.|door\.new\.)(\d+)/.exec(name)?.[1];
    if (pid === undefined || Number(pid) === serverPid || isAlive(Number(pid))) continue;
    await rm(path.join(folder.path, name), { force: true });
  }
}

/**
 * Starts the server of a cluster and keeps it running for this process; undefined when the caller
 * should try again, because another server has the data directory or the port.
 *
 * @param stalePid Pid in `postmaster.pid` that is known not to be a server.
 * @throws LocalPostgresError `LOCAL_POSTGRES_PORT_IN_USE`, `LOCAL_POSTGRES_START_TIMEOUT`, or the
 * error of the server
 */
export async function startServer(
  request: HoldRequest,
  ports: PortChoice,
  stalePid: number | undefined,
): Promise<OpenDoor | undefined> {
  const { folder, account, programs, settings } = request;
  const port = await ports.next();
  const parameters = serverSettings({ port, isTemporary: folder.isTemporary, settings });
  const command = [
    programs.postgres,
    '-D',
    dataFolder(folder),
    ...parameters.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  const supervisor = await supervise(folder, account, { kind: 'start', command, stalePid });
  const pid = supervisor.serverPid;
  try {
    const readyPort = await untilReady(request, pid, supervisor.hasEnded);
    if (readyPort !== undefined) {
      const answer = knock(folder, pid);
      if (answer.kind !== 'open') return undefined;
      await tidy(folder, pid);
      await ports.keep(readyPort);
      return { pid, port: readyPort, fd: answer.fd };
    }
  } finally {
    supervisor.letGo();
  }
  const log = await readFile(serverLogFile(folder, pid), 'utf8').catch(() => '');
  await rm(serverLogFile(folder, pid), { force: true });
  if (tooManyServers.test(log) || (await findServer(dataFolder(folder))).kind === 'running')
    return undefined;
  const failure = explainFailure(
    `Starting the server of ${folder.path} on port ${port} failed`,
    log,
  );
  if (failure.code === 'LOCAL_POSTGRES_PORT_IN_USE' && ports.mayRetry()) return undefined;
  throw failure;
}
