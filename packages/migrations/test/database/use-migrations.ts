import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterEach, beforeEach, inject } from 'vitest';
import type { MigrationFolder, MigratorOptions } from '../../src/index.js';

/** A folder of migrations and an empty database, created for each test. */
export interface Migrations {
  readonly url: string;
  readonly sql: postgres.Sql;
  /** Path of the folder. */
  readonly path: string;
  /** The folder, named `test job`. */
  readonly folder: MigrationFolder;
  /** The folder and the database, as options for the functions under test. */
  readonly target: MigratorOptions;
  /** Writes a file of the folder. */
  readonly write: (file: string, text: string) => Promise<void>;
  /** Creates a second folder, `another job`, with the given files. */
  readonly addFolder: (files: Readonly<Record<string, string>>) => Promise<MigrationFolder>;
  /** The files that are recorded as applied. */
  readonly applied: () => Promise<readonly string[]>;
}

/** Creates {@link Migrations} before each test of a file, and drops them after it. */
export function useMigrations(): Migrations {
  let database: TestDatabase;
  let sql: postgres.Sql;
  let path: string;
  beforeEach(async () => {
    database = await createTestDatabase(inject('serverUrl'), { template: 'template0' });
    sql = postgres(database.url, { max: 4, onnotice: () => undefined });
    path = await mkdtemp(join(tmpdir(), 'wdh-migrations-'));
  });
  afterEach(async () => {
    await sql.end({ timeout: 1 });
    await database.drop();
    await rm(path, { recursive: true });
  });
  return {
    get url() {
      return database.url;
    },
    get sql() {
      return sql;
    },
    get path() {
      return path;
    },
    get folder() {
      return { name: 'test job', path };
    },
    get target() {
      return { connectionUrl: database.url, folders: [{ name: 'test job', path }] };
    },
    write: (file, text) => writeFile(join(path, file), text),
    addFolder: async (files) => {
      const folder = { name: 'another job', path: join(path, 'another') };
      await mkdir(folder.path);
      for (const [file, text] of Object.entries(files)) {
        await writeFile(join(folder.path, file), text);
      }
      return folder;
    },
    applied: async () => {
      const found = await sql<{ file: string }[]>`
        select file from schema_migrations order by position`;
      return found.map(({ file }) => file);
    },
  };
}
