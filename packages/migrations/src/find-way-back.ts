import type { CatalogChange } from './catalog/catalog-changes.js';
import { compareFolder, refuseOddMigrations } from './compare-folder.js';
import { migrationError } from './folder/migration-error.js';
import { downFileOf, isTextOf, type Migration } from './folder/migration-folder.js';
import type { AppliedMigration } from './migration-ledger.js';

/** How one migration is taken back. */
export interface StepBack {
  readonly folder: string;
  readonly file: string;
  readonly downFile: string;
  readonly sql: string;
  /** Whether the down file is another than when the migration was applied. */
  readonly isDownEdited: boolean;
  /** What the migration did to the catalog; nothing where that was not recorded. */
  readonly changes: readonly CatalogChange[];
}

/**
 * Finds the down files of migrations that were applied, in the order given.
 *
 * @throws WdhError `MIGRATION_EDITED`, `MIGRATION_MISSING` or `MIGRATION_DOWN_MISSING`.
 */
export function findWayBack(
  applied: readonly AppliedMigration[],
  files: readonly Migration[],
): readonly StepBack[] {
  return applied.map((migration) => {
    const { folder, file, downSha256, changes } = migration;
    const found = files.filter((one) => one.folder === folder && one.file === file);
    refuseOddMigrations(compareFolder(found, [migration]));
    const down = found[0]?.down ?? null;
    const downFile = downFileOf(file);
    if (down === null) {
      const problem = `cannot be taken back: there is no ${downFile}. Write it.`;
      throw migrationError('MIGRATION_DOWN_MISSING', folder, file, problem);
    }
    // A down file may be corrected when it is needed: what it must achieve is on record.
    const isDownEdited = downSha256 !== null && !isTextOf(down, downSha256);
    return { folder, file, downFile, sql: down.sql, isDownEdited, changes: changes ?? [] };
  });
}
