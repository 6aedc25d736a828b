import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chooseServerAccount } from '../account/server-account.js';
import { findPlatformPackage } from '../binaries/platform-package.js';
import { requirePostgresVersion } from '../binaries/postgres-version.js';
import { findServerPrograms } from '../binaries/server-programs.js';
import { type ClusterFolder, dataFolder } from '../cluster/cluster-folder.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { childEnvironment } from '../processes/child-environment.js';

/**
 * Stops the server of a cluster by `pg_ctl stop -m fast`, with the programs of its version.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_STOP_FAILED`, `LOCAL_POSTGRES_BINARY_MISSING`
 */
export async function stopByPgCtl(folder: ClusterFolder): Promise<void> {
  const madeBy = await readFile(path.join(dataFolder(folder), 'PG_VERSION'), 'utf8');
  const version = requirePostgresVersion(Number(madeBy));
  const account = await chooseServerAccount(folder.path);
  const installed = await findPlatformPackage({ version });
  const { pgCtl } = await findServerPrograms(installed, account, () => undefined);
  const child = spawn(pgCtl, ['stop', '-m', 'fast', '-s', '-w', '-D', dataFolder(folder)], {
    cwd: folder.path,
    stdio: 'ignore',
    env: childEnvironment(),
    ...account.ids,
  });
  const [exitCode] = (await once(child, 'exit')) as [number | null];
  if (exitCode === 0) return;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_STOP_FAILED',
    `The server of ${folder.path} does not stop: pg_ctl ended with ${exitCode ?? 'a signal'}.`,
  );
}
