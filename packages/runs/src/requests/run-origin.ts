import type { Queryable } from '@wdh/postgres';
import { type SQL, sql } from 'drizzle-orm';
import type { RunTrigger } from '../run-trigger.js';
import { recordableText } from '../text/recordable-text.js';
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

/** Returns an origin in a form that the database can store. */
export async function originColumns(on: Queryable, origin: RunOrigin = {}): Promise<OriginColumns> {
  const { jobName, request, trigger = null, requestedBy, parentExecutionId = null } = origin;
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
