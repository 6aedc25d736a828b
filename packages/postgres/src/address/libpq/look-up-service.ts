import { WdhError } from '@wdh/pipeline-core';
import type { ClientFile } from './client-files.js';
import type { Surroundings } from './client-surroundings.js';
import { parseService } from './service-file.js';

/** The folder of the file for all users in the packages of Debian. */
const systemFolder = '/etc/postgresql-common';

/**
 * Finds the parameters of a service: in `servicefile`, PGSERVICEFILE or `~/.pg_service.conf`, and
 * then in `pg_service.conf` of PGSYSCONFDIR.
 *
 * @throws WdhError `SERVICE_NOT_FOUND`, `SERVICE_FILE_INVALID`.
 */
export function lookUpService(
  service: string,
  servicefile: string | undefined,
  around: Surroundings,
): ReadonlyMap<string, string> {
  const named = servicefile ?? around.variable('PGSERVICEFILE');
  const own = named ?? around.atHome('.pg_service.conf');
  const shared = `${around.variable('PGSYSCONFDIR') ?? systemFolder}/pg_service.conf`;
  for (const path of [own, shared]) {
    // A folder that this process may not enter has no file for it.
    if (path !== named && !around.files.exists(path)) continue;
    const found = parseService(readServiceFile(path, around)?.text ?? '', service, path);
    if (found !== undefined) return found;
  }
  const shown = /^[\w.-]{1,63}$/.test(service) ? ` "${service}"` : '';
  throw new WdhError(
    `The service${shown} is in neither ${own} nor ${shared}. ` +
      'Add it to one of these files, name another file by PGSERVICEFILE, or correct the name.',
    { code: 'SERVICE_NOT_FOUND', category: 'usage' },
  );
}

function readServiceFile(path: string, { files }: Surroundings): ClientFile | null {
  try {
    return files.read(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
    throw new WdhError(
      `The service file ${path} cannot be read (${reason}). Check the path and its access.`,
      { code: 'SERVICE_FILE_INVALID', category: 'usage' },
    );
  }
}
