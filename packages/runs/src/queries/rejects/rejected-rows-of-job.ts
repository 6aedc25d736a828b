import type { Queryable } from '@wdh/postgres';
import { and, asc, desc, eq, gt, inArray, ne, or, type SQL, sql } from 'drizzle-orm';
import { pipelineExecutions as runs, rejectedRows as rejects } from '../../schema.js';
import { runStatement } from '../../statements/run-statement.js';
import { instantPattern, readCursor, writeCursor } from '../cursor.js';
import { limitOf, type Page, pageOf, type PageOptions } from '../page.js';
import {
  rejectColumns,
  rejectCondition,
  type RejectFilter,
  type StoredReject,
} from './stored-reject.js';

/** Most runs that one page reads, so that a filter without matches takes no longer than others. */
const maxRuns = 50;

interface Place {
  readonly position: string;
  readonly executionId: string;
  /** Rows of this run up to this id were returned; null if all of them were. */
  readonly rejectedRowId: string;
}

/** Returns rejected rows of the runs of a job, those of the latest run first. */
export async function rejectedRowsOfJob(
  on: Queryable,
  job: string,
  options: RejectFilter & PageOptions,
): Promise<Page<StoredReject>> {
  const limit = limitOf(options);
  const from = options.cursor === undefined ? null : placeOf(options.cursor);
  const looked = await runsWithRejects(on, job, from);
  const last = looked.at(-1);
  if (last === undefined) return { items: [], next: null };
  const ids = looked.map(({ executionId }) => executionId);
  // A limited number from each run, in the order of an index.
  const rows = await runStatement(on, (database) => {
    const ofRun = and(
      eq(rejects.executionId, runs.executionId),
      unseen(from),
      rejectCondition(options),
    );
    const some = database
      .select({ ...rejectColumns, executionId: sql<string>`${rejects.executionId}`.as('run') })
      .from(rejects)
      .where(ofRun)
      .orderBy(asc(rejects.rejectedRowId))
      .limit(limit + 1)
      .as('some');
    return database
      .select({
        position: sql<string>`${runs.startedAt}::text`.as('position'),
        rejectedRowId: some.rejectedRowId,
        executionId: some.executionId,
        rowNumber: some.rowNumber,
        lineNumber: some.lineNumber,
        stepName: some.stepName,
        field: some.field,
        code: some.code,
        message: some.message,
        input: some.input,
        record: some.record,
        recordedAt: some.recordedAt,
        resolvedBy: some.resolvedBy,
        resolvedAt: some.resolvedAt,
      })
      .from(runs)
      .innerJoinLateral(some, sql`true`)
      .where(inArray(runs.executionId, ids))
      .orderBy(desc(runs.startedAt), desc(runs.executionId), asc(some.rejectedRowId))
      .limit(limit + 1);
  });
  const page = pageOf(
    rows,
    limit,
    ({ position: _, ...row }) => row,
    ({ position, executionId, rejectedRowId }) =>
      writeCursor(position, executionId, String(rejectedRowId)),
  );
  if (page.next !== null || looked.length < maxRuns) return page;
  return { ...page, next: writeCursor(last.position, last.executionId, allOfRun) };
}

/** Greater than every id of a rejected row. */
const allOfRun = String(Number.MAX_SAFE_INTEGER);

function placeOf(cursor: string): Place {
  const patterns = [instantPattern, /^/, /^\d{1,16}$/];
  const [position = '', executionId = '', rejectedRowId = ''] = readCursor(cursor, patterns);
  return { position, executionId, rejectedRowId };
}

function unseen(from: Place | null): SQL | undefined {
  if (from === null) return undefined;
  return or(
    ne(rejects.executionId, from.executionId),
    gt(rejects.rejectedRowId, Number(from.rejectedRowId)),
  );
}

function runsWithRejects(
  on: Queryable,
  job: string,
  from: Place | null,
): Promise<readonly Omit<Place, 'rejectedRowId'>[]> {
  const behind =
    from === null
      ? undefined
      : sql`(${runs.startedAt}, ${runs.executionId}) <= (${from.position}::text::timestamptz, ${from.executionId}::text)`;
  return runStatement(on, (database) =>
    database
      .select({
        position: sql<string>`${runs.startedAt}::text`.as('position'),
        executionId: runs.executionId,
      })
      .from(runs)
      .where(and(eq(runs.jobName, job), gt(runs.rowsFailed, 0), behind))
      .orderBy(desc(runs.startedAt), desc(runs.executionId))
      .limit(maxRuns),
  );
}
