import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';

/** A table, or a column that an older version did not have. */
const missing: ReadonlySet<string> = new Set(['TABLE_NOT_FOUND', 'COLUMN_NOT_FOUND']);

/** Makes statements about the tables of the console fail with `CONSOLE_TABLES_MISSING` without them. */
export function withConsoleTables(on: Queryable): Queryable {
  return {
    query: async (text, parameters) => {
      try {
        return await on.query(text, parameters);
      } catch (error) {
        if (!(error instanceof WdhError) || !missing.has(error.code)) throw error;
        throw new WdhError(
          'The tables of the console are missing, or older than this program. Apply consoleMigrations with wdh migrate or migrateUp first.',
          { code: 'CONSOLE_TABLES_MISSING', category: 'schema', cause: error },
        );
      }
    },
  };
}
