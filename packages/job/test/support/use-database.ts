import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';

/** A folder for inputs, and a database that is empty before each test of a file. */
export interface UsedDatabase {
  readonly folder: string;
  readonly connectionUrl: string;
  readonly sql: Sql;
}

/** Creates them before the tests of a file, and removes them afterwards. */
export function useDatabase(): UsedDatabase {
  let folder: string;
  let database: TestDatabase;
  let sql: Sql;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wdh-job-'));
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 1, onnotice: () => undefined });
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
    await rm(folder, { recursive: true });
  });
  beforeEach(async () => {
    await sql`drop schema public cascade`;
    await sql`create schema public`;
  });
  return {
    get folder() {
      return folder;
    },
    get connectionUrl() {
      return database.url;
    },
    get sql() {
      return sql;
    },
  };
}
