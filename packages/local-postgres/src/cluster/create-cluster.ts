import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { access, chown, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServerAccount } from '../account/server-account.js';
import { majorVersion } from '../binaries/platform-package.js';
import type { ServerPrograms } from '../binaries/server-programs.js';
import { explainFailure } from '../errors/explain-failure.js';
import { LocalPostgresError } from '../errors/local-postgres-error.js';
import { childEnvironment } from '../processes/child-environment.js';
import { isAlive } from '../processes/is-alive.js';
import { type ClusterFolder, dataFolder, passwordFile } from './cluster-folder.js';

/** The one superuser of every cluster. */
export const superuser = 'postgres';

/**
 * Sorts by code point, the same on every operating system, independent of the installed locales.
 * From version 17 on, upper and lower case work for all of Unicode; before, for ASCII.
 *
 * @see https://www.postgresql.org/docs/17/locale.html#LOCALE-PROVIDERS
 */
function localeOf(version: number): readonly string[] {
  const builtin = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  return ['--encoding=UTF8', '--locale=C', ...(version >= 17 ? builtin : [])];
}

async function removeUnfinished(folder: ClusterFolder): Promise<void> {
  for (const name of await readdir(folder.path)) {
    const maker = /^data\.new-(\d+)-/.exec(name)?.[1];
    if (maker === undefined || isAlive(Number(maker))) continue;
    // An initdb whose parent was killed may still be writing; a later start removes it.
    await rm(path.join(folder.path, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

async function runInitdb(
  programs: ServerPrograms,
  account: ServerAccount,
  args: readonly string[],
  timeoutMs: number,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    execFile(
      programs.initdb,
      args,
      {
        cwd: path.parse(programs.initdb).root,
        env: childEnvironment(),
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        ...account.ids,
      },
      (error, stdout, stderr) => {
        if (error === null) resolve();
        else if (error.killed === true) {
          reject(
            new LocalPostgresError(
              'LOCAL_POSTGRES_START_TIMEOUT',
              `Creating a PostgreSQL cluster took longer than ${timeoutMs} ms. Set a longer \`startTimeoutMs\`.`,
            ),
          );
        } else {
          const said = `${stdout}\n${stderr === '' ? error.message : stderr}`;
          reject(explainFailure('Creating a PostgreSQL cluster failed', said, error));
        }
      },
    );
  });
}

async function initialise(
  folder: ClusterFolder,
  programs: ServerPrograms,
  account: ServerAccount,
  timeoutMs: number,
): Promise<void> {
  const name = `data.new-${process.pid}-${randomBytes(4).toString('hex')}`;
  const unfinished = path.join(folder.path, name);
  const password = `${unfinished}.password`;
  try {
    await writeFile(password, `${randomBytes(24).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
    });
    if (account.ids !== undefined) await chown(password, account.ids.uid, account.ids.gid);
    await runInitdb(
      programs,
      account,
      [
        `--pgdata=${unfinished}`,
        `--username=${superuser}`,
        '--auth=scram-sha-256',
        `--pwfile=${password}`,
        ...localeOf(programs.majorVersion),
        '--no-instructions',
        ...(folder.isTemporary ? ['--no-sync'] : []),
      ],
      timeoutMs,
    );
    await rename(password, passwordFile(unfinished));
    await rename(unfinished, dataFolder(folder)).catch(async (error: unknown) => {
      // If another process was faster, its cluster is used.
      if (!(await isCluster(folder))) throw error;
    });
  } finally {
    await rm(password, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function isCluster(folder: ClusterFolder): Promise<boolean> {
  return access(path.join(dataFolder(folder), 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** Checks that these programs can run the cluster and returns the superuser's password. */
async function readPassword(folder: ClusterFolder, programs: ServerPrograms): Promise<string> {
  const dataDir = dataFolder(folder);
  const madeBy = (await readFile(path.join(dataDir, 'PG_VERSION'), 'utf8')).trim();
  if (majorVersion(madeBy) !== programs.majorVersion) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_VERSION_MISMATCH',
      `${folder.path} contains data of PostgreSQL ${madeBy}, and this server is ${programs.majorVersion}. Choose another data directory, start with that \`version\`, or move the data by dump and restore.`,
    );
  }
  try {
    return (await readFile(passwordFile(dataDir), 'utf8')).trim();
  } catch (cause) {
    throw new LocalPostgresError(
      'LOCAL_POSTGRES_DATA_DIR_FOREIGN',
      `${dataDir} was not created by this package: it has no password file. Choose another data directory.`,
      { cause },
    );
  }
}

/**
 * Creates the cluster in its folder unless there is one, and returns the superuser's password. An
 * incomplete cluster is created again: a cluster gets its name only when complete.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_VERSION_MISMATCH`, `LOCAL_POSTGRES_DATA_DIR_FOREIGN`,
 * `LOCAL_POSTGRES_START_TIMEOUT`, or the error of initdb
 */
export async function createCluster(
  folder: ClusterFolder,
  programs: ServerPrograms,
  account: ServerAccount,
  timeoutMs: number,
): Promise<string> {
  await removeUnfinished(folder);
  if (!(await isCluster(folder))) await initialise(folder, programs, account, timeoutMs);
  return readPassword(folder, programs);
}
