import type { Queryable } from '@wdh/postgres';
import { and, count, desc, eq, gt, inArray, sql } from 'drizzle-orm';
import { pipelineExecutions as runs, rejectedRows as rejects } from '../../schema.js';
import { runStatement } from '../../statements/run-statement.js';
import { limitOf } from '../page.js';

/** The run, or a job with the number of its latest runs with rejected rows: 1 to 1,000, default 50. */
export type RejectCountsOptions =
  { readonly run: string } | { readonly job: string; readonly runs?: number | undefined };

/** The number of rows rejected with one code in one field. */
export interface RejectCount {
  readonly code: string;
  /** Null for rows that were rejected as a whole. */
  readonly field: string | null;
  readonly rows: number;
  /** Rows that have not been repaired and loaded by another run. */
  readonly unresolved: number;
}

/** Counts rejected rows by code and field, the most frequent first; 1,000 counts at most. */
export function countRejectedRows(
  on: Queryable,
  options: RejectCountsOptions,
): Promise<readonly RejectCount[]> {
  return runStatement(on, (database) => {
    const scope =
      'run' in options
        ? eq(rejects.executionId, options.run)
        : inArray(
            rejects.executionId,
            database
              .select({ executionId: runs.executionId })
              .from(runs)
              .where(and(eq(runs.jobName, options.job), gt(runs.rowsFailed, 0)))
              .orderBy(desc(runs.startedAt), desc(runs.executionId))
              .limit(limitOf({ limit: options.runs })),
          );
    const rows = count().as('rows');
    return database
      .select({
        code: rejects.code,
        field: rejects.field,
        rows,
        unresolved: sql`count(*) filter (where ${rejects.resolvedAt} is null)`
          .mapWith(Number)
          .as('unresolved'),
      })
      .from(rejects)
      .where(scope)
      .groupBy(rejects.code, rejects.field)
      .orderBy(desc(sql`count(*)`), rejects.code, rejects.field)
      .limit(1000);
  });
}
