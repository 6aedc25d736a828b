import type { AppliedMigration } from './migration-ledger.js';
import { migrationError } from './migration-error.js';
import type { Migration } from './migration-folder.js';

/**
 * Compares the files of one folder with what was applied of it.
 *
 * @returns the files that are still to be applied, in order.
 * @throws WdhError `MIGRATION_EDITED`, `MIGRATION_MISSING` or `MIGRATION_OUT_OF_ORDER`.
 */
export function pendingMigrations(
  files: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] {
  const byFile = new Map(files.map((migration) => [migration.file, migration]));
  for (const { folder, file, sha256 } of applied) {
    const found = byFile.get(file);
    if (found === undefined) {
      throw migrationError(
        'MIGRATION_MISSING',
        folder,
        file,
        'was applied, but its file is gone. Bring it back.',
      );
    }
    if (found.sha256 !== sha256) {
      throw migrationError(
        'MIGRATION_EDITED',
        folder,
        file,
        'was edited after it was applied. Undo the edit and write a new migration.',
      );
    }
  }
  const done = new Set(applied.map(({ file }) => file));
  const pending = files.filter(({ file }) => !done.has(file));
  const last = applied.at(-1)?.file;
  for (const { folder, file } of pending) {
    if (last !== undefined && file < last) {
      throw migrationError(
        'MIGRATION_OUT_OF_ORDER',
        folder,
        file,
        `comes before ${last}, which was applied already. Give it the next number.`,
      );
    }
  }
  return pending;
}
