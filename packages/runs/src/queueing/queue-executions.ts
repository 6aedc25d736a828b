import type { Queryable } from '@wdh/postgres';
import { sql } from 'drizzle-orm';
import { checkPlanned } from '../executions/check-planned.js';
import type { PlannedExecution } from '../executions/execution.js';
import { originsOf, type OriginColumns } from '../requests/run-origin.js';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { checkTextsRecordable } from '../text/recordable-text.js';
import { type Obstacle, obstaclesOf } from './obstacles-of.js';

/** The outcome of a request: it is queued, or a run is in its way. */
export type QueuedExecution =
  | { readonly executionId: string; readonly status: 'queued' }
  | (Obstacle & { readonly executionId: string });

/** Rows in one statement, whose parameters PostgreSQL limits to 65,535. */
const rowsAtOnce = 1_000;

/** A run in the way may end before it is looked up: then the request is tried again. */
const tries = 3;

/**
 * Records requested runs as `queued`, in their order, in one statement for each 1,000. A request is
 * left out if its id exists, or if a run with its `submitKey` or `overlapKey` is in the way.
 *
 * @returns one entry for each request, in their order.
 * @throws WdhError `REQUEST_NOT_RECORDABLE` and `PIPELINE_NOT_RECORDABLE`; nothing is recorded then.
 */
export async function queueExecutions(
  on: Queryable,
  planned: readonly PlannedExecution[],
): Promise<readonly QueuedExecution[]> {
  planned.forEach(checkPlanned);
  await checkTextsRecordable(on, planned.flatMap(keptTexts));
  const origins = await originsOf(
    on,
    planned.map(({ origin }) => origin ?? {}),
  );
  const requests = planned.map((run, index) => ({ run, values: valuesOf(run, origins[index]) }));
  const results = new Map<(typeof requests)[number], QueuedExecution>();
  for (let start = 0; start < requests.length; start += rowsAtOnce) {
    let open = requests.slice(start, start + rowsAtOnce);
    for (let attempt = 1; open.length > 0 && attempt <= tries; attempt++) {
      const queued = await insert(
        on,
        open.map(({ values }) => values),
      );
      const left: typeof open = [];
      for (const request of open) {
        const { executionId } = request.run;
        // Once: the same id may be asked for twice.
        if (queued.delete(executionId)) results.set(request, { executionId, status: 'queued' });
        else left.push(request);
      }
      open = left;
      const obstacles = await obstaclesOf(
        on,
        open.map(({ run }) => run),
      );
      for (const [index, request] of open.entries()) {
        const { executionId } = request.run;
        const obstacle = obstacles[index];
        if (obstacle !== undefined && obstacle !== null)
          results.set(request, { executionId, ...obstacle });
      }
      open = open.filter((request) => !results.has(request));
    }
  }
  return requests.map(
    (request) =>
      results.get(request) ?? {
        executionId: request.run.executionId,
        status: 'duplicate',
        holder: null,
      },
  );
}

type Values = typeof pipelineExecutions.$inferInsert;

/** A conflict with any unique key leaves a row out. @returns the ids of the new rows. */
async function insert(on: Queryable, values: readonly object[]): Promise<Set<string>> {
  const inserted = await runStatement(on, (database) =>
    database
      .insert(pipelineExecutions)
      .values(values as Values[])
      .onConflictDoNothing()
      .returning({ executionId: pipelineExecutions.executionId }),
  );
  return new Set(inserted.map(({ executionId }) => executionId));
}

function valuesOf(run: PlannedExecution, origin: OriginColumns | undefined): object {
  const { executionId, pipelineName, pipelineVersion, target, mode, isForced } = run;
  const { partition, schedule, submitKey = null, overlapKey = null } = run;
  return {
    executionId,
    pipelineName,
    pipelineVersion,
    // The column is NOT NULL; the start of the run overwrites it.
    startedAt: sql`clock_timestamp()`,
    requestedAt: sql`clock_timestamp()`,
    status: 'queued',
    attempts: 0,
    target,
    loadMode: mode,
    isForced,
    ...origin,
    submitKey,
    overlapKey,
    scheduleName: schedule?.name ?? null,
    scheduledAt: schedule?.at ?? null,
    partitionKey: partition?.key ?? null,
    inputVersion: partition?.version ?? null,
  };
}

/** The texts that are stored as they are, because runs are found by them. */
function keptTexts(run: PlannedExecution): readonly (readonly [string, string | undefined])[] {
  const { pipelineName, pipelineVersion, partition, schedule, submitKey, overlapKey } = run;
  return [
    ['name of the pipeline', pipelineName],
    ['version of the pipeline', pipelineVersion],
    ['partition', partition?.key],
    ['version of the input', partition?.version],
    ['name of the schedule', schedule?.name],
    ['key of the waiting run', submitKey],
    ['key against overlaps', overlapKey],
  ];
}
