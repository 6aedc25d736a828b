import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { abandonDeadExecutions } from './abandon-dead-executions.js';

/**
 * Tidies up after dead runs, which also shows whether the audit tables are there.
 *
 * @throws WdhError `AUDIT_TABLES_MISSING`.
 */
export async function prepareAudit(on: Queryable, logger: Logger): Promise<void> {
  try {
    const abandoned = await abandonDeadExecutions(on);
    for (const executionId of abandoned) logger.warn('execution.abandoned', { executionId });
  } catch (error) {
    if (!(error instanceof WdhError) || error.code !== 'TABLE_NOT_FOUND') throw error;
    throw new WdhError(
      'The tables of the audit are not there. Apply auditMigrations with migrateUp first.',
      { code: 'AUDIT_TABLES_MISSING', category: 'schema', cause: error },
    );
  }
}
