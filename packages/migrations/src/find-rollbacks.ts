import type { AppliedMigration } from './applied-migrations.js';
import type { CatalogChange } from './catalog/catalog-changes.js';
import { compareFolder, refuseOddMigrations } from './compare-folder.js';
import { migrationError } from './folder/migration-error.js';
import { downFileOf, isTextOf, type Migration } from './folder/migration-folder.js';

/** The rollback of one migration. */
export interface Rollback {
  readonly folder: string;
  readonly file: string;
  readonly downFile: string;
  readonly sql: string;
  /** Whether the down file was edited after the migration was applied. */
  readonly isDownEdited: boolean;
  /** What the migration changed in the catalog; empty if that was not recorded. */
  readonly changes: readonly CatalogChange[];
}

/**
 * Returns the rollbacks of applied migrations, in the same order.
 *
 * @throws WdhError `MIGRATION_EDITED`, `MIGRATION_MISSING` or `MIGRATION_DOWN_MISSING`.
 */
export function findRollbacks(
  applied: readonly AppliedMigration[],
  files: readonly Migration[],
): readonly Rollback[] {
  return applied.map((migration) => {
    const { folder, file, downSha256, changes } = migration;
    const found = files.filter((one) => one.folder === folder && one.file === file);
    refuseOddMigrations(compareFolder(found, [migration]));
    const down = found[0]?.down ?? null;
    const downFile = downFileOf(file);
    if (down === null) {
      const problem = `cannot be reverted: ${downFile} does not exist. Write it.`;
      throw migrationError('MIGRATION_DOWN_MISSING', folder, file, problem);
    }
    // A down file may be corrected later, because its required result is recorded.
    const isDownEdited = downSha256 !== null && !isTextOf(down, downSha256);
    return { folder, file, downFile, sql: down.sql, isDownEdited, changes: changes ?? [] };
  });
}
