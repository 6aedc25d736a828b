import { tmpdir } from 'node:os';
import { canAccess } from '../account/can-access.js';
import type { ServerAccount } from '../account/server-account.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { cacheFolders, copyToCache } from './binary-cache.js';
import { addMissingParts, findMissingParts, programFile } from './missing-parts.js';
import { majorVersion, type PlatformPackage } from './platform-package.js';

/** The server's programs, as files that the server's account can execute. */
export interface ServerPrograms {
  readonly initdb: string;
  readonly postgres: string;
  readonly pgCtl: string;
  /** Such as 17. */
  readonly majorVersion: number;
}

function programsIn(nativeDir: string, installed: PlatformPackage): ServerPrograms {
  return {
    initdb: programFile(nativeDir, 'initdb'),
    postgres: programFile(nativeDir, 'postgres'),
    pgCtl: programFile(nativeDir, 'pg_ctl'),
    majorVersion: majorVersion(installed.packageVersion),
  };
}

async function isUsable(nativeDir: string, account: ServerAccount): Promise<boolean> {
  try {
    await addMissingParts(await findMissingParts(nativeDir));
  } catch {
    return false;
  }
  return canAccess(account, 'x', programFile(nativeDir, 'postgres'));
}

/**
 * Finds the server's programs, completes an installation without install scripts, and copies them
 * if the server's account cannot access them: for root with a project in a folder of mode 0700.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_BINARY_UNUSABLE`
 */
export async function findServerPrograms(
  installed: PlatformPackage,
  account: ServerAccount,
  onLog: (line: string) => void,
): Promise<ServerPrograms> {
  if (await isUsable(installed.nativeDir, account))
    return programsIn(installed.nativeDir, installed);
  const failures: unknown[] = [];
  for (const folder of cacheFolders(tmpdir())) {
    try {
      const copy = await copyToCache(installed, folder);
      if (await isUsable(copy, account)) {
        onLog(
          `PostgreSQL's programs run from ${copy}: ${account.name} cannot use ${installed.nativeDir}`,
        );
        return programsIn(copy, installed);
      }
    } catch (error) {
      failures.push(error);
    }
  }
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_BINARY_UNUSABLE',
    `${account.name} cannot execute the server in ${installed.nativeDir}, nor a copy of it in ${cacheFolders(tmpdir()).join(' or ')}. Install the project where that account can read it, on a file system that allows execution.`,
    { cause: new AggregateError(failures) },
  );
}
