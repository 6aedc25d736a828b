import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LocalPostgresError } from '../errors/local-postgres-error.js';

const run = promisify(execFile);

/** User and group under which a child process runs. */
export interface AccountIds {
  readonly uid: number;
  readonly gid: number;
}

/** The account that runs the server: another one if the caller is root, else that of the caller. */
export interface ServerAccount {
  readonly name: string;
  /** Undefined: the account of the caller. */
  readonly ids: AccountIds | undefined;
}

/** In this order; none is ever created. */
const candidates = ['postgres', 'nobody'] as const;

/** Returns whether this process is root, as which PostgreSQL refuses to run. */
function isRoot(): boolean {
  return process.geteuid?.() === 0;
}

async function lookUp(name: string): Promise<AccountIds | undefined> {
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    return undefined;
  }
}

async function ownerOf(folder: string): Promise<AccountIds | undefined> {
  const found = await stat(folder).catch(() => undefined);
  return found === undefined || found.uid === 0 ? undefined : { uid: found.uid, gid: found.gid };
}

/**
 * Chooses the account that runs the server. For root: the owner of the cluster if it exists and is
 * not root (so that root and its owner can use it alternately), else `postgres`, else `nobody`.
 *
 * @param clusterFolder Folder of the cluster, which need not exist.
 * @throws LocalPostgresError `LOCAL_POSTGRES_NO_ACCOUNT`
 * @see https://www.postgresql.org/docs/17/postgres-user.html
 */
export async function chooseServerAccount(clusterFolder?: string): Promise<ServerAccount> {
  if (!isRoot()) return { name: 'the current user', ids: undefined };
  const owner = clusterFolder === undefined ? undefined : await ownerOf(clusterFolder);
  if (owner !== undefined) return { name: `user ${owner.uid}`, ids: owner };
  for (const name of candidates) {
    const ids = await lookUp(name);
    if (ids !== undefined && ids.uid !== 0) return { name, ids };
  }
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_NO_ACCOUNT',
    `PostgreSQL refuses to run as root, and this system has neither a user "postgres" nor "nobody". Create one of them, or run as another user.`,
  );
}
