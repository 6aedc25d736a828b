import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { type SQL, sql } from 'drizzle-orm';
import type { RunTrigger } from '../run-trigger.js';
import { recordableText } from '../text/recordable-text.js';
import { readCancelState } from './cancel-state.js';
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
  readonly request: SQL | null;
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
  const { jobName, request, trigger = null, requestedBy, parentExecutionId = null } = origin;
  if (parentExecutionId !== null) await checkParent(on, parentExecutionId);
  const stored = async (text: string | undefined): Promise<string | null> =>
    text === undefined ? null : recordableText(on, text);
  const json = await stored(request === undefined ? undefined : redactJson(request));
  return {
    jobName: await stored(jobName),
    request: json === null ? null : sql`${json}::text::json`,
    trigger,
    requestedBy: await stored(requestedBy),
    parentExecutionId,
  };
}

async function checkParent(on: Queryable, executionId: string): Promise<void> {
  if ((await readCancelState(on, executionId)) !== null) return;
  throw new WdhError(
    `There is no run ${executionId} that could be the parent of another. It may have been deleted: leave parentExecutionId out.`,
    { code: 'REQUEST_NOT_RECORDABLE', category: 'usage' },
  );
}
