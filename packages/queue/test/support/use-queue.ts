import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { openQueue, type Queue } from '../../src/index.js';

/** A queue in a database for one test file. */
export interface UsedQueue {
  readonly url: string;
  readonly sql: postgres.Sql;
  readonly queue: Queue;
}

/** Opens a queue before the tests of a file, and drops its database after them. */
export function useQueue(): UsedQueue {
  let database: TestDatabase;
  let sql: postgres.Sql;
  let queue: Queue;
  beforeAll(async () => {
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 2, onnotice: () => undefined });
    queue = await openQueue({ connectionUrl: database.url });
  });
  afterAll(async () => {
    await queue.close();
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
    get queue() {
      return queue;
    },
  };
}
