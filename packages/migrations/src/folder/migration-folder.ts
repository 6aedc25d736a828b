import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WdhError } from '@wdh/pipeline-core';
import { decodeMigration } from './decode-migration.js';
import { migrationError } from './migration-error.js';

/** A folder of migrations, `NNNN_name.sql`, each with its `NNNN_name.down.sql`. */
export interface MigrationFolder {
  /** The name under which applied migrations are recorded, independent of the path. */
  readonly name: string;
  readonly path: string;
  /**
   * SHA-256 of earlier, equivalent texts of a file, by its name. They count as the file, not as an
   * edit.
   */
  readonly formerTexts?: Readonly<Record<string, readonly string[]>> | undefined;
}

/** The text of a migration, as it is applied. */
export interface MigrationText {
  readonly sql: string;
  /** SHA-256 of the text with line feeds only, so that a checkout on Windows counts as the same. */
  readonly sha256: string;
  /** SHA-256 of earlier, equivalent texts. Default none. */
  readonly formerSha256?: readonly string[] | undefined;
}

/** One migration on disk. */
export interface Migration extends MigrationText {
  readonly folder: string;
  /** File name, such as `0000_audit_tables.sql`. */
  readonly file: string;
  /** The down migration, `0000_audit_tables.down.sql`; null if the folder has none. */
  readonly down: MigrationText | null;
}

const fileName = /^(\d{4})_[a-z0-9_]+(\.down)?\.sql$/;

/**
 * Reads the migrations of a folder, in the order of their numbers.
 *
 * @throws WdhError `MIGRATION_FOLDER_UNREADABLE`, `MIGRATION_NAME_INVALID`, `MIGRATION_NUMBER_TAKEN`
 * or `MIGRATION_NOT_UTF8`.
 */
export async function readMigrations(folder: MigrationFolder): Promise<readonly Migration[]> {
  const names = (await list(folder)).filter((name) => name.endsWith('.sql')).sort();
  const files: string[] = [];
  for (const file of names) {
    const parts = fileName.exec(file);
    if (parts === null) {
      const advice = 'Name it NNNN_name.sql, or NNNN_name.down.sql for its down migration.';
      throw migrationError(
        'MIGRATION_NAME_INVALID',
        folder.name,
        file,
        `has an invalid name. ${advice}`,
      );
    }
    if (parts[2] !== undefined) continue;
    const before = files.at(-1);
    if (before?.slice(0, 4) === parts[1]) {
      throw migrationError(
        'MIGRATION_NUMBER_TAKEN',
        folder.name,
        file,
        `has the same number as ${before ?? ''}. Give it the next one.`,
      );
    }
    files.push(file);
  }
  return Promise.all(
    files.map(async (file) => {
      const downFile = downFileOf(file);
      const down = names.includes(downFile) ? await readSql(folder, downFile) : null;
      return { folder: folder.name, file, ...(await readSql(folder, file)), down };
    }),
  );
}

/** Whether a hash is that of a text, or of an earlier, equivalent one. */
export function isTextOf({ sha256, formerSha256 = [] }: MigrationText, hash: string): boolean {
  return hash === sha256 || formerSha256.includes(hash);
}

/** Returns the name of the down migration: `0000_first.down.sql` for `0000_first.sql`. */
export function downFileOf(file: string): string {
  return file.replace(/\.sql$/, '.down.sql');
}

async function readSql(
  { name, path, formerTexts }: MigrationFolder,
  file: string,
): Promise<MigrationText> {
  const sql = decodeMigration(await readFile(join(path, file)));
  if (typeof sql !== 'string') {
    const problem = `${sql.reason} (line ${sql.line}). Save it as UTF-8.`;
    throw migrationError('MIGRATION_NOT_UTF8', name, file, problem);
  }
  const sha256 = createHash('sha256').update(sql).digest('hex');
  return { sql, sha256, formerSha256: formerTexts?.[file] };
}

async function list({ name, path }: MigrationFolder): Promise<readonly string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    throw new WdhError(`The migrations of ${name} cannot be read from ${path}.`, {
      code: 'MIGRATION_FOLDER_UNREADABLE',
      category: 'file',
      cause: error,
    });
  }
}
