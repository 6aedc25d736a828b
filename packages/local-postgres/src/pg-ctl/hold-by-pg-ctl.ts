import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { dataFolder } from '../cluster/cluster-folder.js';
import { explainFailure } from '../errors/explain-failure.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { childEnvironment } from '../processes/child-environment.js';
import { findServer } from '../processes/find-server.js';
import { isAlive } from '../processes/is-alive.js';
import type { HeldServer, HoldRequest } from '../server/held-server.js';
import { hasHolders, writeHolderFile } from '../server/holder-file.js';
import { isKept, removeKeepFile, writeKeepFile } from '../server/keep-file.js';
import { PortChoice } from '../server/port-choice.js';
import { serverSettings } from '../server/server-settings.js';
import { untilReady } from '../server/until-ready.js';

const startAttempts = 10;

interface PgCtlServer {
  readonly pid: number;
  readonly port: number;
}

function pgCtl(request: HoldRequest, args: readonly string[]): [string, string[], object] {
  const { programs, folder, account } = request;
  const all = [...args, '-s', '-w', '-D', dataFolder(folder)];
  // With a pipe for output, the server would inherit it and pg_ctl would appear to hang.
  const how = { cwd: folder.path, stdio: 'ignore', env: childEnvironment(), ...account.ids };
  return [programs.pgCtl, all, how];
}

function logFile(request: HoldRequest): string {
  return path.join(request.folder.path, 'server.log');
}

async function startedServer(request: HoldRequest, port: number): Promise<PgCtlServer> {
  const found = await findServer(dataFolder(request.folder));
  const pid = found.kind === 'running' ? found.server.pid : 0;
  await removeKeepFile(request.folder, pid);
  return { pid, port };
}

async function startServer(request: HoldRequest): Promise<PgCtlServer> {
  const { folder, settings, deadline } = request;
  const ports = new PortChoice(request);
  for (let attempt = 1; ; attempt += 1) {
    const port = await ports.next();
    const options = serverSettings({ port, isTemporary: folder.isTemporary, settings })
      .map(([name, value]) => `-c ${name}="${value}"`)
      .join(' ');
    const seconds = Math.max(1, Math.ceil((deadline - performance.now()) / 1000));
    await rm(logFile(request), { force: true });
    const child = spawn(
      ...pgCtl(request, ['start', '-l', logFile(request), '-t', String(seconds), '-o', options]),
    );
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    if (exitCode === 0) {
      await ports.keep(port);
      return startedServer(request, port);
    }
    const log = await readFile(logFile(request), 'utf8').catch(() => '');
    const failure = explainFailure(
      `Starting the server of ${folder.path} on port ${port} failed`,
      log,
    );
    const isPortTaken = failure.code === 'LOCAL_POSTGRES_PORT_IN_USE';
    if (!isPortTaken || !ports.mayRetry() || attempt === startAttempts) throw failure;
  }
}

async function findOrStart(request: HoldRequest): Promise<PgCtlServer> {
  const found = await findServer(dataFolder(request.folder));
  if (found.kind !== 'running') return startServer(request);
  const { pid, port } = found.server;
  if (request.port !== undefined && request.port !== port) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_ALREADY_RUNNING',
      `The server of ${request.folder.path} already runs on port ${port} for another process, so port ${request.port} cannot be used. Omit the port to use that server, or stop the other process.`,
    );
  }
  const readyPort = await untilReady(request, pid, () => !isAlive(pid));
  return readyPort === undefined ? startServer(request) : { pid, port: readyPort };
}

/**
 * Starts or joins the server on Windows, which has no named pipes of the kind that a supervisor
 * needs. `stop()` and the regular end of the process stop the server. After a process was killed it
 * keeps running, and the next process that uses the cluster finds it.
 *
 * @throws LocalPostgresError
 * @see https://www.postgresql.org/docs/17/app-pg-ctl.html
 */
export async function holdByPgCtl(request: HoldRequest): Promise<HeldServer> {
  const { folder } = request;
  const { pid, port } = await findOrStart(request);
  const holderFile = await writeHolderFile(folder);
  const stopNow = (): void => {
    rmSync(holderFile, { force: true });
    if (hasHolders(folder) || isKept(folder, pid)) return;
    spawnSync(...pgCtl(request, ['stop', '-m', 'fast']));
    if (folder.isTemporary) rmSync(folder.path, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', stopNow);
  return {
    port,
    keep: () => writeKeepFile(folder, pid),
    release: async () => {
      process.removeListener('exit', stopNow);
      await rm(holderFile, { force: true });
      if (hasHolders(folder) || isKept(folder, pid)) return;
      const child = spawn(...pgCtl(request, ['stop', '-m', 'fast']));
      const [exitCode] = (await once(child, 'exit')) as [number | null];
      if (exitCode !== 0) {
        throw new LocalPostgresError(
          'LOCAL_POSTGRES_STOP_FAILED',
          `The server of ${folder.path} does not stop: pg_ctl ended with ${exitCode ?? 'a signal'}.`,
        );
      }
      if (!folder.isTemporary) return;
      await rm(folder.path, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
