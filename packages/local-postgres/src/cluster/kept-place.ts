import { createHash } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { canAccess } from '../account/can-access.js';
import { chooseServerAccount, type ServerAccount } from '../account/server-account.js';

/** Survives a restart of the machine, and every account may traverse it. */
const persistentTemporaryFolder = '/var/tmp';

async function exists(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}

async function nearestExisting(folder: string): Promise<string> {
  let current = folder;
  while (!(await exists(current)) && path.dirname(current) !== current) {
    current = path.dirname(current);
  }
  return current;
}

/** The parent of replacements for folders that the server's account cannot access. */
export function replacementParent(): string {
  return path.join(persistentTemporaryFolder, `wdh-postgres-${process.geteuid?.() ?? 0}`);
}

/** Returns the path of the replacement for a folder that the server's account cannot access. */
async function replacementOf(requested: string): Promise<string> {
  const existing = await nearestExisting(requested);
  const real = path.join(await realpath(existing), path.relative(existing, requested));
  const hash = createHash('sha256').update(real).digest('hex').slice(0, 16);
  return path.join(replacementParent(), `${path.basename(requested)}-${hash}`);
}

/** Where the cluster of a requested folder is stored. */
export interface KeptPlace {
  readonly folder: string;
  readonly account: ServerAccount;
  /** Whether the server's account cannot access the requested folder. */
  readonly isReplacement: boolean;
}

/** Finds the folder and account of a kept cluster, which need not exist, without changing anything. */
export async function findKeptPlace(requested: string): Promise<KeptPlace> {
  const folder = path.resolve(requested);
  const account = await chooseServerAccount(folder);
  const { ids } = account;
  if (ids === undefined || (await canAccess(account, 'x', await nearestExisting(folder)))) {
    return { folder, account, isReplacement: false };
  }
  const replacement = await replacementOf(folder);
  const owner = await chooseServerAccount(replacement);
  return { folder: replacement, account: owner, isReplacement: true };
}
