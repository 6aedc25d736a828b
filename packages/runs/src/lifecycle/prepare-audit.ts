import { type Logger, WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { abandonDeadExecutions } from './abandon-dead-executions.js';

/** What a run needs to know of the server. */
export interface AuditServer {
  /** Its time, as it writes it. */
  readonly time: string;
  /** Its time in milliseconds since 1970. */
  readonly timeMs: number;
  /** Its encoding, by PostgreSQL's name. */
  readonly encoding: string;
}

/**
 * Marks dead runs as abandoned, which also shows whether the audit tables are there.
 *
 * @throws WdhError `AUDIT_TABLES_MISSING` also where they are of an earlier version.
 */
export async function prepareAudit(on: Queryable, logger: Logger): Promise<AuditServer> {
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
  const [server] = await on.query<AuditServer & { readonly isCurrent: boolean }>(
    `select now()::text as time, extract(epoch from clock_timestamp())::float8 * 1000 as "timeMs",
       getdatabaseencoding()::text as encoding,
       to_regclass('public.run_events') is not null as "isCurrent"`,
  );
  if (server?.isCurrent === true) return server;
  throw new WdhError(
    'The tables of the audit are of an earlier version. Apply auditMigrations with migrateUp first.',
    { code: 'AUDIT_TABLES_MISSING', category: 'schema' },
  );
}
