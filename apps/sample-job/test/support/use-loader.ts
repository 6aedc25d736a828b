import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WarehouseLoader } from '@wdh/warehouse-loader';
import { afterAll, beforeAll, beforeEach, inject } from 'vitest';
import { openWorkplace, type Workplace } from './workplace.js';

/** A workplace with an empty table and a loader, for the tests of a file. */
export interface LoaderPlace {
  readonly sql: Workplace['sql'];
  readonly loader: WarehouseLoader;
  /** Writes a file, and returns its path. */
  file(name: string, content: string | Buffer): Promise<string>;
}

/**
 * Opens a workplace for all tests of a file, and makes a table anew before each.
 *
 * @param columns - The columns of the table, in SQL.
 */
export function useLoader(table: string, columns: string): LoaderPlace {
  let place: Workplace;
  let loader: WarehouseLoader;
  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'));
    loader = new WarehouseLoader({ connectionUrl: place.databaseUrl });
  });
  beforeEach(async () => {
    await place.clear();
    await place.sql.unsafe(`drop table if exists ${table}; create table ${table} (${columns})`);
  });
  afterAll(async () => {
    await loader.close();
    await place[Symbol.asyncDispose]();
  });
  return {
    get sql() {
      return place.sql;
    },
    get loader() {
      return loader;
    },
    file: async (name, content) => {
      const path = join(place.folder, name);
      await writeFile(path, content);
      return path;
    },
  };
}
