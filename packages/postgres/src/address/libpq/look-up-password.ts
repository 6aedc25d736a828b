import { WdhError } from '@wdh/pipeline-core';
import type { ClientFile } from './client-files.js';
import type { Surroundings } from './client-surroundings.js';
import { socketFolders } from './libpq-defaults.js';
import { findPassword } from './password-file.js';

/** The name by which users of libpq turn the password file off. */
const none = '/dev/null';

/**
 * Finds the password of a login in the password file: in `passfile`, PGPASSFILE or `~/.pgpass`.
 *
 * @param parameters - With `host`, `user` and `dbname`.
 * @throws WdhError `PASSWORD_FILE_UNUSABLE` if a file that is named does not exist, or if a file with
 * the password can be read by others: libpq would ignore it, and the login would fail.
 */
export function lookUpPassword(
  parameters: ReadonlyMap<string, string>,
  around: Surroundings,
): string | undefined {
  const named = parameters.get('passfile') ?? around.variable('PGPASSFILE');
  const path = named ?? around.atHome('.pgpass');
  if (path === none) return undefined;
  // A home that this process may not enter has no file for it.
  if (named === undefined && !around.files.exists(path)) return undefined;
  const file = readPasswordFile(path, around);
  if (file === null) {
    throw unusable(path, 'does not exist', 'Correct passfile or PGPASSFILE, or remove it');
  }
  if (!file.isPlain) throw unusable(path, 'is not a plain file', 'Name a file');
  const host = parameters.get('host') ?? '';
  const login = {
    // As in libpq, the default socket is that of this machine.
    host: socketFolders.includes(host) ? 'localhost' : host,
    port: parameters.get('port') ?? '5432',
    database: parameters.get('dbname') ?? '',
    user: parameters.get('user') ?? '',
  };
  const password = findPassword(file.text, login);
  if (password === undefined || password === '') return undefined;
  if (file.isPrivate) return password;
  throw unusable(
    path,
    'can be read by other users',
    'Allow its owner alone to read it, with chmod 0600',
  );
}

function readPasswordFile(path: string, { files }: Surroundings): ClientFile | null {
  try {
    return files.read(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw unusable(path, `cannot be read (${reason})`, 'Check the path and its access');
  }
}

function unusable(path: string, fault: string, advice: string): WdhError {
  return new WdhError(`The password file ${path} ${fault}. ${advice}.`, {
    code: 'PASSWORD_FILE_UNUSABLE',
    category: 'usage',
  });
}
