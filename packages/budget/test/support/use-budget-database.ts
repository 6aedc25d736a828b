import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';

/** A database with the tables of budgets, for one test file. */
export interface UsedBudgetDatabase {
  readonly url: string;
  readonly sql: Sql;
}

/** Creates a database before the tests of a file, and drops it after them. */
export function useBudgetDatabase(): UsedBudgetDatabase {
  let database: TestDatabase;
  let sql: Sql;
  beforeAll(async () => {
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  });
  afterAll(async () => {
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
  };
}
