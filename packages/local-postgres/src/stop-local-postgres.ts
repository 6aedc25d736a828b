import { closeSync } from 'node:fs';
import { withAdminConnection } from './database/admin-connection.js';
import { LocalPostgresError } from './errors/local-postgres-error.js';
import { findLocalPostgres, type FoundLocalPostgres } from './find-local-postgres.js';
import { stopByPgCtl } from './pg-ctl/stop-by-pg-ctl.js';
import { holderPids } from './server/holder-file.js';
import { removeKeepFile } from './server/keep-file.js';
import { knock } from './supervision/door.js';
import { untilStopped } from './supervision/release-server.js';

/** Options of {@link stopLocalPostgres}. */
export interface StopLocalPostgresOptions {
  /** As for `startLocalPostgres`. */
  readonly dataDir: string;
  /**
   * Whether to stop a server that is in use: open transactions are rolled back, and their processes
   * get an error. Default false: such a server is refused, and keeps running as before.
   */
  readonly force?: boolean | undefined;
}

/** Sessions with a running statement or an open transaction, other than this one. */
async function busySessions(server: FoundLocalPostgres): Promise<number> {
  const url = new URL(server.url);
  url.pathname = '/postgres';
  try {
    return await withAdminConnection(url.href, async (sql) => {
      const [row] = await sql<{ busy: number }[]>`
        SELECT count(*)::int AS busy FROM pg_stat_activity
        WHERE backend_type = 'client backend' AND state <> 'idle' AND pid <> pg_backend_pid()`;
      return row?.busy ?? 0;
    });
  } catch {
    // A server that starts, stops or accepts no connection is no reason to refuse its stop.
    return 0;
  }
}

function inUse(server: FoundLocalPostgres, by: string): LocalPostgresError {
  return new LocalPostgresError(
    'LOCAL_POSTGRES_IN_USE',
    `The server of ${server.dataDir} is in use by ${by}, so it is not stopped. Try again when they have ended, or stop it with --force, which rolls back what is not committed.`,
  );
}

async function refuseInUse(server: FoundLocalPostgres): Promise<void> {
  const { userPids } = server;
  if (userPids.length > 0) throw inUse(server, `process ${userPids.join(', ')}`);
  const busy = await busySessions(server);
  if (busy > 0) throw inUse(server, busy === 1 ? '1 session' : `${busy} sessions`);
}

/**
 * Stops the server of a data directory and resolves when it has stopped. Idle
 * sessions of other programs are ended.
 *
 * @returns Whether there was one.
 * @throws LocalPostgresError `LOCAL_POSTGRES_IN_USE` without `force`, when another process uses the
 * server by `startLocalPostgres`, or a session runs a statement or has an open transaction;
 * `LOCAL_POSTGRES_PERMISSION_DENIED`, `LOCAL_POSTGRES_STOP_FAILED`
 */
export async function stopLocalPostgres(options: StopLocalPostgresOptions): Promise<boolean> {
  const { dataDir, force = false } = options;
  const server = await findLocalPostgres({ dataDir });
  if (server === undefined) return false;
  const { pid } = server;
  const folder = { path: server.dataDir, isTemporary: false };
  if (!force) await refuseInUse(server);
  await removeKeepFile(folder, pid);
  if (process.platform === 'win32') {
    await stopByPgCtl(folder);
    return true;
  }
  // Its supervisor looks for the file again, and stops a server that has no users.
  const answer = knock(folder, pid);
  if (answer.kind === 'open') closeSync(answer.fd);
  await untilStopped(folder, pid, { force });
  const now = await findLocalPostgres({ dataDir });
  if (now?.pid !== pid) return true;
  throw inUse(now, `process ${holderPids(folder).join(', ')}`);
}
