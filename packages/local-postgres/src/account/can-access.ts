import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import type { ServerAccount } from './server-account.js';

/**
 * Asks the operating system whether an account can use a file or folder: `x` to execute or to pass
 * through, `w` to write in. For another account, a child process under it gives the answer, so that
 * access lists, mount options and security modules count as well as modes.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_NO_ACCOUNT` where this process may not change accounts
 */
export async function canAccess(
  account: ServerAccount,
  right: 'x' | 'w',
  file: string,
): Promise<boolean> {
  const { ids } = account;
  if (ids === undefined) {
    return access(file, right === 'x' ? constants.X_OK : constants.W_OK).then(
      () => true,
      () => false,
    );
  }
  return new Promise((resolve, reject) => {
    execFile(
      '/bin/sh',
      ['-c', `test -${right} "$1"`, 'sh', file],
      { cwd: '/', env: {}, ...ids },
      (error) => {
        if (error === null) resolve(true);
        else if (error.code === 1) resolve(false);
        else {
          reject(
            new LocalPostgresError(
              'LOCAL_POSTGRES_NO_ACCOUNT',
              `PostgreSQL refuses to run as root, and this process may not run it as ${account.name} instead. Run as another user, or allow the container to change users (CAP_SETUID, CAP_SETGID).`,
              { cause: error },
            ),
          );
        }
      },
    );
  });
}
