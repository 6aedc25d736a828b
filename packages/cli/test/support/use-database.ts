import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';

/** A database of the test file's own, with a loader and a connection to look around with. */
export interface UsedDatabase {
  readonly url: string;
  readonly sql: postgres.Sql;
  readonly loader: WarehouseLoader;
}

/** Creates a database before the tests of a file, and drops it after them. */
export function useDatabase(): UsedDatabase {
  let database: TestDatabase;
  let sql: postgres.Sql;
  let loader: WarehouseLoader;
  beforeAll(async () => {
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 2, onnotice: () => undefined });
    loader = new WarehouseLoader({ connectionUrl: database.url });
  });
  afterAll(async () => {
    await loader.close();
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
    get loader() {
      return loader;
    },
  };
}
