import { createTestDatabase, type TestDatabase } from '@wdh/local-postgres/testing';
import { createRecordingLogger, type RecordingLogger } from '@wdh/pipeline-core/testing';
import postgres from 'postgres';
import { afterAll, beforeAll, inject } from 'vitest';
import { WarehouseLoader, type WarehouseLoaderOptions } from '../../src/index.js';

/** A database of the test file's own, with a loader and a connection to look around with. */
export interface Warehouse {
  readonly url: string;
  readonly sql: postgres.Sql;
  readonly loader: WarehouseLoader;
  readonly logger: RecordingLogger;
  /** Another loader; closed with the warehouse. */
  newLoader(options?: Partial<WarehouseLoaderOptions>): WarehouseLoader;
  /** Sessions of the loaders that the server still has, as `state: application name`. */
  sessions(): Promise<readonly string[]>;
}

/** Makes a {@link Warehouse} before the tests of a file, and drops it after them. */
export function useWarehouse(options: Partial<WarehouseLoaderOptions> = {}): Warehouse {
  let database: TestDatabase;
  let sql: postgres.Sql;
  const loaders: WarehouseLoader[] = [];
  const logger = createRecordingLogger();
  const newLoader = (more: Partial<WarehouseLoaderOptions> = {}): WarehouseLoader => {
    const made = new WarehouseLoader({ connectionUrl: database.url, logger, ...options, ...more });
    loaders.push(made);
    return made;
  };
  beforeAll(async () => {
    database = await createTestDatabase(inject('serverUrl'));
    sql = postgres(database.url, { max: 4, onnotice: () => undefined });
    newLoader();
  });
  afterAll(async () => {
    await Promise.all(loaders.map((loader) => loader.close()));
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
      const [first] = loaders;
      if (first === undefined) throw new Error('The loader is made before the tests.');
      return first;
    },
    logger,
    newLoader,
    sessions: async () => {
      const found = await sql<{ session: string }[]>`
        select concat(state, ': ', application_name) as session from pg_stat_activity
        where datname = current_database() and application_name like 'wdh %'
          and (application_name, state) <> ('wdh idle', 'idle')`;
      return found.map(({ session }) => session);
    },
  };
}
