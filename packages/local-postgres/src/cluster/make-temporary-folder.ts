import { chown, lstat, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canAccess } from '../account/can-access.js';
import { chooseServerAccount, type ServerAccount } from '../account/server-account.js';
import { explainFailure } from '../errors/explain-failure.js';
import { findServer } from '../processes/find-server.js';
import { isAlive } from '../processes/is-alive.js';
import type { ClaimedFolder } from './cluster-folder.js';

const temporaryName = /^wdh-postgres-(\d+)-[A-Za-z0-9]{6}$/;

/** Its account removes the folder at the end, so it must be able to write beside it. */
async function usableParent(account: ServerAccount): Promise<string> {
  for (const folder of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!(await canAccess(account, 'x', folder))) continue;
    if (await canAccess(account, 'w', folder)) return folder;
  }
  throw explainFailure(
    'Making a temporary data directory failed',
    `${account.name} cannot write in ${tmpdir()}, /tmp or /var/tmp: Permission denied`,
  );
}

/** Removes what was left by processes killed before their server ran, and by crashed machines. */
async function sweep(parent: string, uid: number | undefined): Promise<void> {
  for (const name of await readdir(parent)) {
    const maker = temporaryName.exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    const folder = path.join(parent, name);
    const found = await lstat(folder).catch(() => undefined);
    if (found === undefined || found.uid !== uid || !found.isDirectory()) continue;
    // A server that still runs removes its folder itself when it stops.
    const server = await findServer(path.join(folder, 'data')).catch(() => undefined);
    if (server === undefined || server.kind === 'running') continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * Makes the folder of a cluster that lives as long as its server.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_PERMISSION_DENIED`, `LOCAL_POSTGRES_NO_ACCOUNT`
 */
export async function makeTemporaryFolder(): Promise<ClaimedFolder> {
  const account = await chooseServerAccount();
  const parent = await realpath(await usableParent(account));
  await sweep(parent, account.ids?.uid ?? process.geteuid?.());
  const folder = await mkdtemp(path.join(parent, `wdh-postgres-${process.pid}-`));
  if (account.ids !== undefined) await chown(folder, account.ids.uid, account.ids.gid);
  return { folder: { path: folder, isTemporary: true }, account };
}
