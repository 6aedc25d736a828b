import type { Queryable } from '@wdh/postgres';
import { and } from 'drizzle-orm';
import { pipelineExecutions as runs } from '../schema.js';
import { runQueryInvalid } from '../statements/run-query-invalid.js';
import { runStatement } from '../statements/run-statement.js';
import { limitOf, type Page, pageOf, type PageOptions } from './page.js';
import { conditionOf, type RunFilter } from './run-filter.js';
import {
  type ListPart,
  type RunOrder,
  runOrders,
  type RunPosition,
  RunSorting,
} from './run-order.js';
import { runColumns, runOf, type RunRow, type RunSummary } from './run.js';
import { runningSpendsOf } from './running-spends-of.js';
import { stepFiguresOf } from './step-figures-of.js';

/** Options of `listRuns`. */
export interface ListRunsOptions extends RunFilter, PageOptions {
  /** Default `started`. */
  readonly order?: RunOrder | undefined;
  /** Whether the earliest run, or that with the least, comes first. Default false. */
  readonly isAscending?: boolean | undefined;
  /**
   * What happens to runs without the value of the order, such as the duration of one that runs: they
   * are omitted, or come last in both directions, the latest first. Default `omit`.
   */
  readonly withoutValue?: 'omit' | 'last' | undefined;
}

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
  const { order = 'started', isAscending = false, withoutValue = 'omit', cursor } = options;
  const limit = limitOf(options);
  if (!Object.hasOwn(runOrders, order)) {
    throw runQueryInvalid(`order must be one of ${Object.keys(runOrders).join(', ')}`);
  }
  const sorting = new RunSorting(order, isAscending);
  const found: (RunRow & RunPosition)[] = [];
  for (const part of sorting.parts(cursor, withoutValue === 'last')) {
    const wanted = limit + 1 - found.length;
    if (wanted > 0) found.push(...(await readPart(on, options, sorting, part, wanted)));
  }
  const listed = found.slice(0, limit);
  const figures = await stepFiguresOf(on, listed);
  const spends = await runningSpendsOf(on, listed);
  return pageOf(
    found,
    limit,
    ({ position: _, started: __, ...row }) =>
      runOf(row, figures.get(row.executionId), spends.get(row.executionId)),
    (row) => sorting.cursorOf(row),
  );
}

function readPart(
  on: Queryable,
  filter: RunFilter,
  sorting: RunSorting,
  { condition, orderBy }: ListPart,
  limit: number,
): Promise<readonly (RunRow & RunPosition)[]> {
  return runStatement(on, (database) =>
    database
      .select({ ...runColumns, ...sorting.columns })
      .from(runs)
      .where(and(conditionOf(filter), condition))
      .orderBy(...orderBy)
      .limit(limit),
  );
}
