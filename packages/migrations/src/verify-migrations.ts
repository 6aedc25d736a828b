import { WdhError } from '@wdh/pipeline-core';
import { readAppliedMigrations } from './applied-migrations.js';
import { describeCatalog } from './catalog/describe-catalog.js';
import { type Drift, findDrift, showDrift } from './catalog/find-drift.js';
import { refuseOddMigrations } from './compare-folder.js';
import { compareFolders } from './migration-status.js';
import { type Migrator, type MigratorOptions, withMigrator } from './with-migrator.js';

/** The result of {@link verifyMigrations}. */
export interface VerifiedMigrations {
  /** Migrations of the folders, all of them applied. */
  readonly applied: number;
  /**
   * Whether the tables were compared with the recorded changes of the migrations. False if one was
   * applied by a version of this package that did not record them.
   */
  readonly isCatalogCompared: boolean;
}

/**
 * Checks that the database is exactly as the folders define it: every migration applied, none
 * edited, and no table, column, default, constraint or index changed by hand.
 *
 * Reads only; waits for a running migration.
 *
 * @throws WdhError of category `schema`: `MIGRATION_MISSING`, `MIGRATION_EDITED`,
 * `MIGRATION_OUT_OF_ORDER`, `MIGRATION_PENDING`, and `SCHEMA_DRIFTED`, which names each column
 * with what was expected and what was found.
 */
export async function verifyMigrations(options: MigratorOptions): Promise<VerifiedMigrations> {
  return withMigrator(options, 'shared', async (migrator) => {
    const compared = await compareFolders(migrator);
    refuseOddMigrations(compared);
    const pending = compared.filter(({ state }) => state === 'pending');
    if (pending.length > 0) {
      const names = pending.map(({ folder, file }) => `${file} of ${folder}`).join(', ');
      throw new WdhError(`The database lacks ${names}. Migrate it up.`, {
        code: 'MIGRATION_PENDING',
        category: 'schema',
      });
    }
    const drift = await readDrift(migrator);
    if (drift !== null && drift.length > 0) {
      throw new WdhError(
        `The database differs from its migrations: ${showDrift(drift)}. Undo the change, or make it a migration.`,
        { code: 'SCHEMA_DRIFTED', category: 'schema' },
      );
    }
    return { applied: compared.length, isCatalogCompared: drift !== null };
  });
}

async function readDrift({ connection, folderNames }: Migrator): Promise<readonly Drift[] | null> {
  await connection.query('begin isolation level repeatable read read only');
  const applied = await readAppliedMigrations(connection);
  const history = applied.flatMap(({ folder, changes }) =>
    changes === null ? [] : [{ isOurs: folderNames.includes(folder), changes }],
  );
  if (history.length < applied.length) return null;
  return findDrift(history, await describeCatalog(connection));
}
