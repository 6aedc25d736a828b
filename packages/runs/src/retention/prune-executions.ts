import type { Queryable } from '@wdh/postgres';
import { and, asc, inArray, isNotNull, notInArray, or, sql } from 'drizzle-orm';
import { openStatuses } from '../run-status.js';
import {
  dataQualityMetrics,
  pipelineExecutions as runs,
  rejectedRows,
  runEvents,
  runSteps,
} from '../schema.js';
import { runStatement } from '../statements/run-statement.js';

/** The numbers of rows that {@link pruneExecutions} deleted. */
export interface PrunedExecutions {
  readonly executions: number;
  readonly rejectedRows: number;
  readonly metrics: number;
  readonly steps: number;
  readonly events: number;
}

const details = { rejectedRows, metrics: dataQualityMetrics, steps: runSteps, events: runEvents };
const names = ['rejectedRows', 'metrics', 'steps', 'events'] as const;

/** Most rows that one statement deletes, so that it does not hold its locks for long. */
const rowsAtOnce = 10_000;
const runsAtOnce = 500;

interface OldRun {
  readonly executionId: string;
  readonly position: string;
  /** Whether the same source or partition is skipped because of it. */
  readonly isClaim: boolean;
}

/**
 * Deletes runs that ended more than a number of days ago, with their records.
 *
 * A successful run of a source with a hash, or of a partition, keeps its row, because of which the same
 * source or partition is skipped; its rejected rows, metrics, steps and events are deleted. Each statement commits
 * separately, outside of a transaction of the caller: after an error, call it again for the rest.
 */
export async function pruneExecutions(
  on: Queryable,
  olderThanDays: number,
): Promise<PrunedExecutions> {
  const pruned = { executions: 0, rejectedRows: 0, metrics: 0, steps: 0, events: 0 };
  let last: OldRun | undefined;
  do {
    const old = await oldRuns(on, olderThanDays, last);
    const ids = old.map(({ executionId }) => executionId);
    if (ids.length === 0) break;
    for (const name of names) pruned[name] += await deleteDetails(on, name, ids);
    pruned.executions += await deleteRuns(
      on,
      old.filter(({ isClaim }) => !isClaim).map(({ executionId }) => executionId),
    );
    last = old.length < runsAtOnce ? undefined : old.at(-1);
  } while (last !== undefined);
  return pruned;
}

function oldRuns(on: Queryable, days: number, last?: OldRun): Promise<readonly OldRun[]> {
  const isOld = sql`${runs.completedAt} < now() - make_interval(days => ${days}::int)`;
  const behind =
    last === undefined
      ? undefined
      : sql`(${runs.completedAt}, ${runs.executionId}) > (${last.position}::text::timestamptz, ${last.executionId}::text)`;
  return runStatement(on, (database) =>
    database
      .select({
        executionId: runs.executionId,
        // As a text, because a Date has no microseconds.
        position: sql<string>`${runs.completedAt}::text`.as('position'),
        isClaim: sql<boolean>`${and(
          sql`${runs.status} = 'success'`,
          or(isNotNull(runs.inputSha256), isNotNull(runs.partitionKey)),
        )}`.as('is_claim'),
      })
      .from(runs)
      .where(and(notInArray(runs.status, [...openStatuses]), isOld, behind))
      .orderBy(asc(runs.completedAt), asc(runs.executionId))
      .limit(runsAtOnce),
  );
}

async function deleteDetails(
  on: Queryable,
  name: (typeof names)[number],
  ids: readonly string[],
): Promise<number> {
  const table = details[name];
  let total = 0;
  let count: number;
  do {
    const deleted = await runStatement(on, (database) => {
      const some = database
        .select({ place: sql`ctid`.as('place') })
        .from(table)
        .where(inArray(table.executionId, [...ids]))
        .limit(rowsAtOnce);
      return database
        .delete(table)
        .where(sql`ctid = any(array(${some}))`)
        .returning({ one: sql<number>`1`.as('one') });
    });
    count = deleted.length;
    total += count;
  } while (count === rowsAtOnce);
  return total;
}

async function deleteRuns(on: Queryable, ids: readonly string[]): Promise<number> {
  if (ids.length === 0) return 0;
  const deleted = await runStatement(on, (database) =>
    database
      .delete(runs)
      .where(inArray(runs.executionId, [...ids]))
      .returning({ one: sql<number>`1`.as('one') }),
  );
  return deleted.length;
}
