import { WdhError } from '@wdh/pipeline-core';
import { escapeCharacters, type Queryable } from '@wdh/postgres';
import { inArray } from 'drizzle-orm';
import type { RunTrigger } from '../run-trigger.js';
import { pipelineExecutions as runs } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { encodingFor } from '../text/recordable-text.js';
import { redactJson } from './redact-json.js';

/**
 * The origin of a run.
 *
 * - `jobName`: the job.
 * - `request`: the request, as JSON. Passwords in URLs and the values of fields with a name such as
 *   `password` or `apiToken` are replaced before it is stored.
 * - `trigger`: what requested the run.
 * - `requestedBy`: the person or program that requested it.
 * - `parentExecutionId`: the run that this one repeats or replays.
 */
export interface RunOrigin {
  readonly jobName?: string | undefined;
  readonly request?: unknown;
  readonly trigger?: RunTrigger | undefined;
  readonly requestedBy?: string | undefined;
  readonly parentExecutionId?: string | undefined;
}

/** The columns of a run that store its origin. */
export interface OriginColumns {
  readonly jobName: string | null;
  /** JSON. */
  readonly request: string | null;
  readonly trigger: RunTrigger | null;
  readonly requestedBy: string | null;
  readonly parentExecutionId: string | null;
}

/**
 * Returns an origin in a form that the database can store.
 *
 * @throws WdhError `REQUEST_NOT_RECORDABLE`, also for a parent that does not exist.
 */
export async function originColumns(on: Queryable, origin: RunOrigin = {}): Promise<OriginColumns> {
  const [columns] = await originsOf(on, [origin]);
  return columns ?? noOrigin;
}

/**
 * Returns origins in a form that the database can store. The server is asked at most twice, however
 * many they are.
 *
 * @throws WdhError `REQUEST_NOT_RECORDABLE`, also for a parent that does not exist.
 */
export async function originsOf(
  on: Queryable,
  origins: readonly RunOrigin[],
): Promise<readonly OriginColumns[]> {
  await checkParents(on, new Set(origins.flatMap(({ parentExecutionId: id }) => id ?? [])));
  const texts = origins.map(({ jobName, requestedBy, request }) => ({
    jobName: jobName ?? null,
    requestedBy: requestedBy ?? null,
    json: request === undefined ? null : redactJson(request),
  }));
  const encoding = await encodingFor(on, texts.flatMap(Object.values));
  const stored = (text: string | null): string | null =>
    text === null ? null : escapeCharacters(text, encoding);
  return texts.map(({ jobName, requestedBy, json }, index) => ({
    jobName: stored(jobName),
    request: stored(json),
    trigger: origins[index]?.trigger ?? null,
    requestedBy: stored(requestedBy),
    parentExecutionId: origins[index]?.parentExecutionId ?? null,
  }));
}

/** The columns of a run without an origin. */
export const noOrigin: OriginColumns = {
  jobName: null,
  request: null,
  trigger: null,
  requestedBy: null,
  parentExecutionId: null,
};

async function checkParents(on: Queryable, parents: ReadonlySet<string>): Promise<void> {
  if (parents.size === 0) return;
  const found = await runStatement(on, (database) =>
    database
      .select({ executionId: runs.executionId })
      .from(runs)
      .where(inArray(runs.executionId, [...parents])),
  );
  const known = new Set(found.map(({ executionId }) => executionId));
  const missing = [...parents].find((executionId) => !known.has(executionId));
  if (missing === undefined) return;
  throw new WdhError(
    `There is no run ${missing} that could be the parent of another. It may have been deleted: leave parentExecutionId out.`,
    { code: 'REQUEST_NOT_RECORDABLE', category: 'usage' },
  );
}
