import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';

/** A table, or a column that an older version did not have. */
const missing: ReadonlySet<string> = new Set(['TABLE_NOT_FOUND', 'COLUMN_NOT_FOUND']);

/** Makes statements about the tables of budgets fail with `BUDGET_TABLES_MISSING` if they do not exist. */
export function withBudgetTables(on: Queryable): Queryable {
  return {
    query: async (text, parameters) => {
      try {
        return await on.query(text, parameters);
      } catch (error) {
        if (!(error instanceof WdhError) || !missing.has(error.code)) throw error;
        throw new WdhError(
          'The tables of budgets are missing, or older than this program. Apply budgetMigrations with migrateUp first.',
          { code: 'BUDGET_TABLES_MISSING', category: 'schema', cause: error },
        );
      }
    },
  };
}
