import type { Queryable } from '@wdh/postgres';
import { and, asc, desc, isNotNull, type SQL, sql } from 'drizzle-orm';
import { pipelineExecutions as runs } from '../schema.js';
import { runQueryInvalid } from '../statements/run-query-invalid.js';
import { runStatement } from '../statements/run-statement.js';
import { instantPattern, readCursor, writeCursor } from './cursor.js';
import { limitOf, type Page, pageOf, type PageOptions } from './page.js';
import { conditionOf, type RunFilter } from './run-filter.js';
import { runColumns, runOf, type RunSummary } from './run.js';
import { warningsOf } from './warnings-of.js';

/** The order of runs. */
export type RunOrder = 'started' | 'ended' | 'duration';

/** Options of `listRuns`. */
export interface ListRunsOptions extends RunFilter, PageOptions {
  /** Default `started`. `ended` and `duration` omit runs that have none. */
  readonly order?: RunOrder | undefined;
  /** Whether the earliest, or shortest, run comes first. Default false. */
  readonly isAscending?: boolean | undefined;
}

const orders = {
  started: { column: runs.startedAt, pattern: instantPattern, type: sql`timestamptz` },
  ended: { column: runs.completedAt, pattern: instantPattern, type: sql`timestamptz` },
  duration: { column: runs.durationMs, pattern: /^\d{1,18}$/, type: sql`bigint` },
} as const;

/**
 * Lists runs by pages, the latest first.
 *
 * Runs that start while pages are read do not move other runs to another page. A queued run that
 * starts meanwhile may be listed twice.
 *
 * @throws WdhError `RUN_QUERY_INVALID`
 */
export async function listRuns(
  on: Queryable,
  options: ListRunsOptions = {},
): Promise<Page<RunSummary>> {
  const { order = 'started', isAscending = false, cursor } = options;
  const limit = limitOf(options);
  if (!Object.hasOwn(orders, order)) {
    throw runQueryInvalid(`order must be one of ${Object.keys(orders).join(', ')}`);
  }
  const { column } = orders[order];
  const direction = isAscending ? asc : desc;
  const condition = and(
    conditionOf(options),
    order === 'started' ? undefined : isNotNull(column),
    cursor === undefined ? undefined : behind(cursor, order, isAscending),
  );
  const found = await runStatement(on, (database) =>
    database
      // As a text, because a Date has no microseconds.
      .select({ ...runColumns, position: sql<string>`${column}::text`.as('position') })
      .from(runs)
      .where(condition)
      .orderBy(direction(column), direction(runs.executionId))
      .limit(limit + 1),
  );
  const warnings = await warningsOf(on, found.slice(0, limit));
  return pageOf(
    found,
    limit,
    ({ position: _, ...row }) => runOf(row, warnings.get(row.executionId) ?? 0),
    ({ position, executionId }) => writeCursor(position, executionId),
  );
}

function behind(cursor: string, order: RunOrder, isAscending: boolean): SQL {
  const { column, pattern, type } = orders[order];
  const [position, executionId] = readCursor(cursor, [pattern, /^/]);
  const than = isAscending ? sql`>` : sql`<`;
  return sql`(${column}, ${runs.executionId}) ${than} (${position}::text::${type}, ${executionId}::text)`;
}
