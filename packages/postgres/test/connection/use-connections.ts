import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import { DedicatedConnection, parseConnectionUrl } from '../../src/index.js';

/** A database for one test file, and connections to it, which are closed after each test. */
export interface Connections {
  readonly url: string;
  readonly sql: postgres.Sql;
  /** The URL of the database with parts of it changed. */
  readonly urlWith: (parts: Partial<URL>) => string;
  /** Opens a connection. Default: to the database, with a deadline of 30 s. */
  readonly open: (options?: {
    readonly url?: string;
    readonly deadlineMs?: number;
  }) => Promise<DedicatedConnection>;
}

/** Creates {@link Connections} before the tests of a file, and drops the database after them. */
export function useConnections(): Connections {
  let database: TestDatabase;
  let sql: postgres.Sql;
  const opened: DedicatedConnection[] = [];
  beforeAll(async () => {
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 2, onnotice: () => undefined });
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((connection) => connection.close()));
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
    urlWith: (parts) => Object.assign(new URL(database.url), parts).href,
    open: async ({ url = database.url, deadlineMs = 30_000 } = {}) => {
      const options = { applicationName: 'wdh test', deadlineMs };
      const connection = await DedicatedConnection.open(parseConnectionUrl(url), options);
      opened.push(connection);
      return connection;
    },
  };
}
