import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';

/** The database of a test file, with a connection to inspect it. */
export interface Database {
  readonly url: string;
  readonly sql: postgres.Sql;
}

/** Creates a {@link Database} before the tests of a file, and drops it after them. */
export function useDatabase(): Database {
  let database: TestDatabase;
  let sql: postgres.Sql;
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

/** Opens one connection that ends with its scope. */
export function connectTo(url: string, name = 'client') {
  const sql = postgres(url, {
    max: 1,
    fetch_types: false,
    onnotice: () => undefined,
    connect_timeout: 30,
    connection: { application_name: name },
  });
  return { sql, [Symbol.asyncDispose]: () => sql.end({ timeout: 0 }) };
}
