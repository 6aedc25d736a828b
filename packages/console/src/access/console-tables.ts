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
          'The tables of the console are missing, or older than this program. Run wdh migrate up --console, or apply consoleMigrations with migrateUp.',
          { code: 'CONSOLE_TABLES_MISSING', category: 'schema', cause: error },
        );
      }
    },
  };
}

/**
 * Checks that the tables are there; a database that does not answer now may do so later.
 *
 * @throws WdhError `CONSOLE_TABLES_MISSING` (schema).
 */
export async function checkConsoleTables(on: Queryable): Promise<void> {
  try {
    await on.query('select ended_at from public.wdh_console_sessions limit 0');
  } catch (error) {
    if (error instanceof WdhError && error.code === 'CONSOLE_TABLES_MISSING') throw error;
  }
}
