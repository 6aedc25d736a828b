import type { Queryable } from '@wdh/postgres';
import { checkPlanned } from '../executions/check-planned.js';
import type { PlannedExecution } from '../executions/execution.js';
import { noOrigin, originsOf } from '../requests/run-origin.js';
import { checkTextsRecordable } from '../text/recordable-text.js';
import { type Obstacle, obstaclesOf } from './obstacles-of.js';
import { insertQueued, type QueuedRow, queuedRow } from './queued-row.js';

/** The outcome of a request: it is queued, or a run is in its way. */
export type QueuedExecution =
  | { readonly executionId: string; readonly status: 'queued' }
  | (Obstacle & { readonly executionId: string });

/** A request, until its outcome is known. */
interface Request {
  readonly run: PlannedExecution;
  readonly row: QueuedRow;
  outcome: QueuedExecution | null;
}

/** Rows in one statement. */
const rowsAtOnce = 1_000;

/** A run in the way may end before it is looked up: then the request is tried again. */
const tries = 3;

/**
 * Records requested runs as `queued`, in one statement for each 1,000: first those with keys, in the order
 * of the keys, then the others, in their order. A request is left out if its id exists, or if a run with its
 * `submitKey` or `overlapKey` is in the way.
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
  const requests = planned.map((run, index): Request => {
    return { run, row: queuedRow(run, origins[index] ?? noOrigin), outcome: null };
  });
  // By their keys: of two transactions with the same keys, neither waits for the other in turn.
  const ordered = requests.toSorted((one, other) => compareKeys(one.run, other.run));
  for (let start = 0; start < ordered.length; start += rowsAtOnce) {
    const part = ordered.slice(start, start + rowsAtOnce);
    for (let attempt = 1; attempt <= tries; attempt++) {
      const open = part.filter(({ outcome }) => outcome === null);
      if (open.length > 0) await queue(on, open);
    }
  }
  return requests.map(({ run: { executionId }, outcome }) => outcome ?? overtaken(executionId));
}

/** Behind each key. */
const last = '\u{10ffff}';

function compareKeys(one: PlannedExecution, other: PlannedExecution): number {
  return (
    compareTexts(one.submitKey, other.submitKey) || compareTexts(one.overlapKey, other.overlapKey)
  );
}

function compareTexts(one = last, other = last): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Sets the outcome of each request, unless what is in its way has ended meanwhile. */
async function queue(on: Queryable, requests: readonly Request[]): Promise<void> {
  const rows = requests.map(({ row }) => row);
  const inserted = await on.query<{ executionId: string }>(insertQueued, [JSON.stringify(rows)]);
  const ids = new Set(inserted.map(({ executionId }) => executionId));
  for (const request of requests) {
    const { executionId } = request.run;
    // Once: the same id may be requested twice.
    if (ids.delete(executionId)) request.outcome = { executionId, status: 'queued' };
  }
  const left = requests.filter(({ outcome }) => outcome === null);
  const obstacles = await obstaclesOf(
    on,
    left.map(({ run }) => run),
  );
  for (const [index, request] of left.entries()) {
    const obstacle = obstacles[index] ?? null;
    if (obstacle === null) continue;
    request.outcome = { executionId: request.run.executionId, ...obstacle };
  }
}

/** Each run in the way ended before it was found, and another took its place. */
function overtaken(executionId: string): QueuedExecution {
  return { executionId, status: 'duplicate', holder: null };
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
