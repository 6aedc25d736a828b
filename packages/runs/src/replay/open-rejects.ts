import type { Queryable } from '@wdh/postgres';
import { and, isNull, sql } from 'drizzle-orm';
import { isOfRun } from '../queries/rejects/stored-reject.js';
import { rejectedRows as rejects } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';

/** The open rejected rows of a run, by whether they can be replayed. */
export interface ReplayCounts {
  /** Rows whose records can be run again. */
  readonly replayable: number;
  /** Malformed records: there is only the text that could not be read. */
  readonly malformed: number;
  /** Rows without a record, such as those that a step created. */
  readonly withoutRecord: number;
  /** Rows whose records have values that JSON cannot store. */
  readonly inexact: number;
}

/** The replayable ones, in the order of their source. */
export interface OpenRejects {
  readonly counts: ReplayCounts;
  /** Ids of the rejected rows. */
  readonly ids: Float64Array;
  /** Record numbers in the source; 0 where unknown. Parallel to the ids. */
  readonly rowNumbers: Float64Array;
}

/** Finds the rejected rows of a run that no other run has resolved. */
export async function findOpenRejects(on: Queryable, executionId: string): Promise<OpenRejects> {
  const kind = sql<string>`case
    when ${rejects.record} is null then 'withoutRecord'
    when json_typeof(${rejects.record}) <> 'object' then 'malformed'
    when ${rejects.recordTypes}::text like '{"isExact":false%' then 'inexact'
    else 'replayable' end`.as('kind');
  // As texts: an object for each row would take twenty times the memory.
  const list = (value: ReturnType<typeof sql>, name: string) =>
    sql<string>`string_agg(${value}, ',' order by ${rejects.rowNumber}, ${rejects.rejectedRowId})`.as(
      name,
    );
  const found = await runStatement(on, (database) =>
    database
      .select({
        kind,
        count: sql`count(*)`.mapWith(Number).as('count'),
        ids: list(sql`${rejects.rejectedRowId}::text`, 'ids'),
        rowNumbers: list(sql`coalesce(${rejects.rowNumber}, 0)::text`, 'row_numbers'),
      })
      .from(rejects)
      .where(and(isOfRun(executionId), isNull(rejects.resolvedAt)))
      .groupBy(sql`kind`),
  );
  const of = (name: string) => found.find(({ kind: each }) => each === name);
  const countOf = (name: string): number => of(name)?.count ?? 0;
  return {
    counts: {
      replayable: countOf('replayable'),
      malformed: countOf('malformed'),
      withoutRecord: countOf('withoutRecord'),
      inexact: countOf('inexact'),
    },
    ids: numbersIn(of('replayable')?.ids),
    rowNumbers: numbersIn(of('replayable')?.rowNumbers),
  };
}

function numbersIn(list = ''): Float64Array {
  return list === '' ? new Float64Array() : Float64Array.from(list.split(','), Number);
}
