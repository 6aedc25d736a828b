import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { abandonDeadExecutions } from './abandon-dead-executions.js';

/** The properties of the server that a run needs. */
export interface AuditServer {
  /** Its time, as it formats it. */
  readonly time: string;
  /** Its time in milliseconds since 1970. */
  readonly timeMs: number;
  /** Its encoding, by PostgreSQL's name. */
  readonly encoding: string;
}

/**
 * Marks dead runs as abandoned, which also shows whether the audit tables exist.
 *
 * @throws WdhError `AUDIT_TABLES_MISSING`, also if they are of an earlier version.
 */
export async function prepareAudit(on: Queryable, logger: Logger): Promise<AuditServer> {
  try {
    const abandoned = await abandonDeadExecutions(on);
    for (const executionId of abandoned) logger.warn('execution.abandoned', { executionId });
  } catch (error) {
    if (error instanceof WdhError && error.code === 'COLUMN_NOT_FOUND') throw outdated(error);
    if (!(error instanceof WdhError) || error.code !== 'TABLE_NOT_FOUND') throw error;
    throw new WdhError(
      'The audit tables do not exist. Apply auditMigrations with migrateUp first.',
      { code: 'AUDIT_TABLES_MISSING', category: 'schema', cause: error },
    );
  }
  const [server] = await on.query<AuditServer & { readonly isCurrent: boolean }>(
    `select now()::text as time, extract(epoch from clock_timestamp())::float8 * 1000 as "timeMs",
       getdatabaseencoding()::text as encoding,
       to_regclass('public.run_events') is not null
         and exists (select from pg_attribute where attrelid = to_regclass('public.rejected_rows')
         and attname = 'record_types')
         and exists (select from pg_attribute where attrelid = to_regclass('public.run_steps')
         and attname = 'cost_usd') as "isCurrent"`,
  );
  if (server?.isCurrent === true) return server;
  throw outdated();
}

function outdated(cause?: unknown): WdhError {
  return new WdhError(
    'The audit tables are of an earlier version. Apply auditMigrations with migrateUp first.',
    { code: 'AUDIT_TABLES_MISSING', category: 'schema', cause },
  );
}
