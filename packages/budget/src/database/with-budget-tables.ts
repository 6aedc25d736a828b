import { WdhError } from '@wdh/pipeline-core';
import { DatabaseError, type Queryable } from '@wdh/postgres';

/** A table, or a column or function that an older version did not have: as SQLSTATEs. */
const missing: ReadonlySet<string | null> = new Set(['42P01', '42703', '42883']);

/** Makes statements about the tables of budgets fail with `BUDGET_TABLES_MISSING` if they do not exist. */
export function withBudgetTables(on: Queryable): Queryable {
  return {
    query: async (text, parameters) => {
      try {
        return await on.query(text, parameters);
      } catch (error) {
        if (!(error instanceof DatabaseError) || !missing.has(error.sqlState)) throw error;
        throw new WdhError(
          'The tables of budgets are missing, or older than this program: run wdh migrate up --budget, or apply budgetMigrations with migrateUp.',
          { code: 'BUDGET_TABLES_MISSING', category: 'schema', cause: error },
        );
      }
    },
  };
}
