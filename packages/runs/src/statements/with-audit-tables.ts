import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { runQueryInvalid } from './run-query-invalid.js';

/** A table, or a column that an older version did not have. */
const missing: ReadonlySet<string> = new Set(['TABLE_NOT_FOUND', 'COLUMN_NOT_FOUND']);

/**
 * Makes statements about the audit tables fail with `AUDIT_TABLES_MISSING` if they do not exist, and
 * with `RUN_QUERY_INVALID` for a text that PostgreSQL cannot store.
 */
export function withAuditTables(on: Queryable): Queryable {
  return {
    query: async (text, parameters) => {
      if (parameters?.some((value) => typeof value === 'string' && value.includes('\0')) === true) {
        throw runQueryInvalid('a text contains the character NUL, which cannot be stored');
      }
      try {
        return await on.query(text, parameters);
      } catch (error) {
        if (!(error instanceof WdhError) || !missing.has(error.code)) throw error;
        throw new WdhError(
          'The audit tables are missing, or older than this program. Apply auditMigrations with migrateUp first.',
          { code: 'AUDIT_TABLES_MISSING', category: 'schema', cause: error },
        );
      }
    },
  };
}
