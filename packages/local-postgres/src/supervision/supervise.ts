import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerAccount } from '../account/server-account.js';
import type { ClusterFolder } from '../cluster/cluster-folder.js';
import { explainFailure } from '../errors/explain-failure.js';
import { childEnvironment } from '../processes/child-environment.js';
import { supervisorScript } from './supervisor-script.js';

/** A running supervisor, from the view of the process that started it. */
export interface Supervisor {
  /** Pid of its server. */
  readonly serverPid: number;
  /** Returns whether it has ended, which it does after its server. */
  readonly hasEnded: () => boolean;
  /** Stops counting as a user of the server through the supervisor's standard input. */
  readonly letGo: () => void;
}

/** The task of a supervisor. */
export type Supervision =
  | {
      readonly kind: 'start';
      readonly command: readonly string[];
      /** Pid in `postmaster.pid` that is known not to be a server. */
      readonly stalePid: number | undefined;
    }
  | { readonly kind: 'adopt'; readonly serverPid: number };

function environment(supervision: Supervision): Readonly<Record<string, string>> {
  const stalePid = supervision.kind === 'start' ? supervision.stalePid : undefined;
  // Like pg_ctl, gives the server a pid that cannot be that of a server: it then replaces
  // postmaster.pid itself, with all its checks.
  const recycled = stalePid === undefined ? {} : { PG_GRANDPARENT_PID: String(stalePid) };
  return { ...childEnvironment(), ...recycled };
}

/**
 * Starts a supervisor in a new session, so that Ctrl+C is sent to the job and not to its database.
 *
 * @throws LocalPostgresError when it cannot start
 */
export async function supervise(
  folder: ClusterFolder,
  account: ServerAccount,
  supervision: Supervision,
): Promise<Supervisor> {
  const adopted = supervision.kind === 'adopt' ? String(supervision.serverPid) : '';
  const command = supervision.kind === 'start' ? supervision.command : [];
  const afterwards = folder.isTemporary ? 'remove' : 'keep';
  const child = spawn(
    '/bin/sh',
    ['-c', supervisorScript, 'wdh-postgres', folder.path, afterwards, adopted, ...command],
    { cwd: '/', detached: true, stdio: 'pipe', env: environment(supervision), ...account.ids },
  );
  let hasEnded = false;
  child.once('exit', () => (hasEnded = true));
  child.stdin.on('error', () => undefined);
  let printed = '';
  let complaints = '';
  child.stdout.on('data', (chunk) => (printed += String(chunk)));
  child.stderr.on('data', (chunk) => (complaints += String(chunk)));
  const letGo = (): void => {
    child.stdin.destroy();
    child.unref();
  };
  const what = `Supervising the server of ${folder.path} failed`;
  try {
    // It closes its output as soon as it has printed the pid.
    const closed = [once(child.stdout, 'close'), once(child.stderr, 'close')];
    await once(child, 'spawn');
    await Promise.all(closed);
  } catch (error) {
    throw explainFailure(what, (error as Error).message, error);
  }
  const serverPid = Number.parseInt(printed, 10);
  if (Number.isNaN(serverPid)) {
    letGo();
    throw explainFailure(what, complaints);
  }
  return { serverPid, hasEnded: () => hasEnded, letGo };
}
