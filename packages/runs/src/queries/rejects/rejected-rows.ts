import type { Queryable } from '@wdh/postgres';
import { and, asc, gt } from 'drizzle-orm';
import { rejectedRows as rejects } from '../../schema.js';
import { runStatement } from '../../statements/run-statement.js';
import { readCursor, writeCursor } from '../cursor.js';
import { limitOf, type Page, pageOf, type PageOptions } from '../page.js';
import { rejectedRowsOfJob } from './rejected-rows-of-job.js';
import {
  isOfRun,
  rejectColumns,
  rejectCondition,
  type RejectFilter,
  type StoredReject,
} from './stored-reject.js';

/** The rejected rows of a run, or those of the runs of a job. */
export type RejectedRowsOptions = RejectFilter &
  PageOptions &
  ({ readonly run: string } | { readonly job: string });

/**
 * Returns rejected rows of a run by pages, in their order; of a job, those of its latest run first.
 *
 * A page of a job may be empty although there is another, because a limited number of its runs is
 * read at a time.
 *
 * @throws WdhError `RUN_QUERY_INVALID`
 */
export function rejectedRows(
  on: Queryable,
  options: RejectedRowsOptions,
): Promise<Page<StoredReject>> {
  return 'run' in options
    ? rejectedRowsOfRun(on, options.run, options)
    : rejectedRowsOfJob(on, options.job, options);
}

async function rejectedRowsOfRun(
  on: Queryable,
  executionId: string,
  options: RejectFilter & PageOptions,
): Promise<Page<StoredReject>> {
  const limit = limitOf(options);
  const { cursor } = options;
  const [after] = cursor === undefined ? [] : readCursor(cursor, [/^\d{1,15}$/]);
  const behind = after === undefined ? undefined : gt(rejects.rejectedRowId, Number(after));
  const found = await runStatement(on, (database) =>
    database
      .select(rejectColumns)
      .from(rejects)
      .where(and(isOfRun(executionId), behind, rejectCondition(options)))
      .orderBy(asc(rejects.executionId), asc(rejects.rejectedRowId))
      .limit(limit + 1),
  );
  return pageOf(
    found,
    limit,
    (row) => row,
    ({ rejectedRowId }) => writeCursor(String(rejectedRowId)),
  );
}
