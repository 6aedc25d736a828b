import type { ClientFiles } from './client-files.js';
import type { Surroundings } from './client-surroundings.js';

/** Modes that check a certificate where the file of an authority is there. */
const verifying: ReadonlySet<string> = new Set(['require', 'verify-ca', 'verify-full']);

/**
 * Returns the files in `~/.postgresql` that libpq uses where no other is named, and that exist.
 *
 * @see https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-FILE-USAGE
 */
export function defaultTlsFiles(
  parameters: ReadonlyMap<string, string>,
  around: Surroundings,
): readonly (readonly [string, string])[] {
  const mode = parameters.get('sslmode') ?? '';
  const isLocal = parameters.get('host')?.startsWith('/') === true;
  if (mode === 'disable' || isLocal) return [];
  const ofServer = [
    ['sslrootcert', 'root.crt'],
    ['sslcrl', 'root.crl'],
  ] as const;
  const ofClient = [
    ['sslcert', 'postgresql.crt'],
    ['sslkey', 'postgresql.key'],
  ] as const;
  const wanted = [
    ...(verifying.has(mode) ? ofServer : []),
    ...(parameters.get('sslcertmode') === 'disable' ? [] : ofClient),
  ];
  return wanted
    .filter(([name]) => !parameters.has(name))
    .map(([name, file]) => [name, around.atHome(`.postgresql/${file}`)] as const)
    .filter(([, path]) => around.files.exists(path));
}

/** Where PostgreSQL puts its socket by default: in packages of Linux, and elsewhere. */
export const socketFolders: readonly string[] = ['/var/run/postgresql', '/tmp'];

/** Returns the folder of the server's socket at a port, or the one where it would be. */
export function findSocketFolder(port: string, { exists }: ClientFiles): string {
  const [first = '', other = ''] = socketFolders;
  const used = socketFolders.find((folder) => exists(`${folder}/.s.PGSQL.${port}`));
  return used ?? (exists(first) ? first : other);
}
