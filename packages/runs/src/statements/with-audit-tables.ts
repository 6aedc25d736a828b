import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { runQueryInvalid } from './run-query-invalid.js';

/** A table, or a column that an older version did not have. */
const missing: ReadonlySet<string> = new Set(['TABLE_NOT_FOUND', 'COLUMN_NOT_FOUND']);

/**
 * Makes statements about the audit tables fail with `AUDIT_TABLES_MISSING` if they do not exist, and
 * with `RUN_QUERY_INVALID` for a value that is missing, or that PostgreSQL cannot read, such as a time in
 * a forged cursor.
 */
export function withAuditTables(on: Queryable): Queryable {
  return {
    query: async (text, parameters) => {
      if (parameters?.some((value) => typeof value === 'string' && value.includes('\0')) === true) {
        throw runQueryInvalid('a text contains the character NUL, which cannot be stored');
      }
      if (parameters?.includes(undefined as never) === true) {
        throw runQueryInvalid('a value is undefined, such as the id of a run or the name of a job');
      }
      try {
        return await on.query(text, parameters);
      } catch (error) {
        if (!(error instanceof WdhError)) throw error;
        if (error.code === 'VALUE_INVALID') {
          throw runQueryInvalid(
            'the server cannot read one of its values, such as a time in the cursor',
          );
        }
        if (!missing.has(error.code)) throw error;
        throw new WdhError(
          'The audit tables are missing, or older than this program. Apply auditMigrations with migrateUp first.',
          { code: 'AUDIT_TABLES_MISSING', category: 'schema', cause: error },
        );
      }
    },
  };
}
