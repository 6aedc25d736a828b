import type { AppliedMigration } from './applied-migrations.js';
import { migrationError } from './folder/migration-error.js';
import { isTextOf, type Migration } from './folder/migration-folder.js';

/**
 * State of a migration: `applied`; `edited`: its file changed after it was applied; `missing`:
 * applied, but without a file; `pending`; `late`: pending, but before an applied one.
 */
export type MigrationState = 'applied' | 'edited' | 'missing' | 'pending' | 'late';

/** One migration of a folder, on disk, in the database, or both. */
export interface ComparedMigration {
  readonly folder: string;
  readonly file: string;
  readonly state: MigrationState;
  /** As the server formats it; null if it was not applied. */
  readonly appliedAt: string | null;
}

/** Compares the files of one folder with its applied migrations, in the order of the numbers. */
export function compareFolder(
  files: readonly Migration[],
  applied: readonly Pick<AppliedMigration, 'folder' | 'file' | 'sha256' | 'appliedAt'>[],
): readonly ComparedMigration[] {
  const byFile = new Map(files.map((migration) => [migration.file, migration]));
  const done = new Set(applied.map(({ file }) => file));
  const last = [...done].sort().at(-1) ?? '';
  const present = applied.map(({ folder, file, sha256, appliedAt }): ComparedMigration => {
    const found = byFile.get(file);
    const state = found === undefined ? 'missing' : isTextOf(found, sha256) ? 'applied' : 'edited';
    return { folder, file, state, appliedAt };
  });
  const absent = files
    .filter(({ file }) => !done.has(file))
    .map(({ folder, file }): ComparedMigration => {
      return { folder, file, state: file < last ? 'late' : 'pending', appliedAt: null };
    });
  return [...present, ...absent].sort((a, b) => (a.file < b.file ? -1 : 1));
}

const refusals = {
  missing: ['MIGRATION_MISSING', 'was applied, but its file is missing. Restore it.'],
  edited: [
    'MIGRATION_EDITED',
    'was edited after it was applied. Undo the edit and write a new migration.',
  ],
  late: [
    'MIGRATION_OUT_OF_ORDER',
    'is numbered before an applied migration. Give it the next number.',
  ],
} as const;

/**
 * Throws if the files of a folder are not those that were applied.
 *
 * @throws WdhError `MIGRATION_MISSING`, `MIGRATION_EDITED` or `MIGRATION_OUT_OF_ORDER`.
 */
export function refuseOddMigrations(migrations: readonly ComparedMigration[]): void {
  for (const state of ['missing', 'edited', 'late'] as const) {
    const odd = migrations.find((migration) => migration.state === state);
    if (odd === undefined) continue;
    const [code, problem] = refusals[state];
    throw migrationError(code, odd.folder, odd.file, problem);
  }
}
