import { LocalPostgresError } from '../errors/local-postgres-error.js';

/** Major version of PostgreSQL that can be started. */
export type PostgresVersion = 15 | 16 | 17 | 18;

/** The default version: the one that is a dependency of this package. */
export const defaultVersion: PostgresVersion = 17;

/** The npm version of each server. That of the default is a dependency of this package. */
export const packageVersions: Readonly<Record<PostgresVersion, string>> = {
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};

/** Every {@link PostgresVersion}, ascending. */
export const postgresVersions: readonly PostgresVersion[] = [15, 16, 17, 18];

/**
 * Throws for a version without an npm package.
 *
 * @throws LocalPostgresError `LOCAL_POSTGRES_BINARY_MISSING`
 */
export function requirePostgresVersion(version: number): PostgresVersion {
  const found = postgresVersions.find((known) => known === version);
  if (found !== undefined) return found;
  throw new LocalPostgresError(
    'LOCAL_POSTGRES_BINARY_MISSING',
    `There is no npm package of PostgreSQL ${version}. Choose one of ${postgresVersions.join(', ')}.`,
  );
}
