import { chown, mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { canAccess } from '../account/can-access.js';
import { chooseServerAccount, type ServerAccount } from '../account/server-account.js';
import { explainFailure } from '../errors/explain-failure.js';
import { type ClaimedFolder, temporaryFolderName } from './cluster-folder.js';

/** The account removes the folder at the end, so it needs write access to the parent folder. */
async function usableParent(account: ServerAccount): Promise<string> {
  for (const folder of [tmpdir(), '/tmp', '/var/tmp']) {
    if (!(await canAccess(account, 'x', folder))) continue;
    if (await canAccess(account, 'w', folder)) return folder;
  }
  throw explainFailure(
    'Creating a temporary data directory failed',
    `${account.name} cannot write in ${tmpdir()}, /tmp or /var/tmp: Permission denied`,
  );
}

/**
 * Creates the folder of a cluster that exists as long as its server.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_PERMISSION_DENIED`, `LOCAL_POSTGRES_NO_ACCOUNT`
 */
export async function makeTemporaryFolder(): Promise<ClaimedFolder> {
  const account = await chooseServerAccount();
  const parent = await realpath(await usableParent(account));
  const folder = await mkdtemp(path.join(parent, temporaryFolderName(process.pid)));
  if (account.ids !== undefined) await chown(folder, account.ids.uid, account.ids.gid);
  return { folder: { path: folder, isTemporary: true }, account };
}
