import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { promisify } from 'node:util';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import type { ServerAccount } from './server-account.js';

const run = promisify(execFile);

const modes = { x: constants.X_OK, w: constants.W_OK } as const;

/**
 * Returns whether an account can use a file or folder: `x` to execute or traverse, `w` to write.
 * For another account, a child process under it checks, so that access lists, mount options and
 * security modules count as well as modes.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NO_ACCOUNT` where this process may not change accounts
 */
export async function canAccess(
  account: ServerAccount,
  right: 'x' | 'w',
  file: string,
): Promise<boolean> {
  const { ids, name } = account;
  try {
    if (ids === undefined) await access(file, modes[right]);
    else {
      const script = `test -${right} "$1"`;
      await run('/bin/sh', ['-c', script, 'sh', file], { cwd: '/', env: {}, ...ids });
    }
    return true;
  } catch (cause) {
    if (ids === undefined || (cause as { code?: unknown }).code === 1) return false;
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_NO_ACCOUNT',
      `PostgreSQL refuses to run as root, and this process may not run it as ${name} instead. Run as another user, or allow the container to change users (CAP_SETUID, CAP_SETGID).`,
      { cause },
    );
  }
}
