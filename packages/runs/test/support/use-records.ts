import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { openRuns, type Runs } from '../../src/index.js';

/** A database for one test file with the audit tables, and its records. */
export interface Records {
  readonly url: string;
  readonly sql: postgres.Sql;
  readonly runs: Runs;
}

/** Creates {@link Records} before the tests of a file, and drops them after it. */
export function useRecords(): Records {
  let database: TestDatabase;
  let sql: postgres.Sql;
  let runs: Runs;
  beforeAll(async () => {
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 4, onnotice: () => undefined });
    runs = openRuns({ connectionUrl: database.url });
  });
  afterAll(async () => {
    await runs.close();
    await sql.end();
    await database.drop();
  });
  return {
    get url() {
      return database.url;
    },
    get sql() {
      return sql;
    },
    get runs() {
      return runs;
    },
  };
}
