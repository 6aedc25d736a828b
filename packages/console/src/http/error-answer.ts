import { randomUUID } from 'node:crypto';
import { loggedError } from '@wdh/job';
import { type ErrorCategory, type Logger, WdhError } from '@wdh/pipeline-core';
import type { WireError } from '../wire/wire.js';
import { Refusal } from './refusal.js';

/** The status of HTTP for each category of error. */
const statuses: Readonly<Record<ErrorCategory, number>> = {
  usage: 400,
  budget: 402,
  data: 422,
  locked: 409,
  connection: 503,
  interrupted: 503,
  file: 500,
  schema: 500,
  internal: 500,
};

/** Returns the answer to a request that failed. Unexpected errors are logged, with an id. */
export function errorAnswer(error: unknown, logger: Logger): Response {
  if (error instanceof Refusal) {
    const { status, code, message, fields, headers } = error;
    return answer(status, { code, message, ...(fields === undefined ? {} : { fields }) }, headers);
  }
  const id = randomUUID();
  const status = error instanceof WdhError ? statusOf(error) : 500;
  if (status >= 500) logger.error('console.request_failed', { id, error: loggedError(error) });
  if (!(error instanceof WdhError) || error.category === 'internal') {
    const message = `An unexpected error. The log of the console has it under the id ${id}.`;
    return answer(500, { code: 'INTERNAL', message });
  }
  const retry: Record<string, string> = status === 503 ? { 'retry-after': '2' } : {};
  // Its message names the server, and may reach a reader who is not logged in.
  const message =
    error.category === 'connection'
      ? `The database of the console does not answer. The log has the reason under the id ${id}.`
      : error.summary;
  return answer(status, { code: error.code, message }, retry);
}

function statusOf({ code, category }: WdhError): number {
  if (category === 'usage' && code.endsWith('_NOT_FOUND')) return 404;
  if (category === 'usage' && code.endsWith('_EXISTS')) return 409;
  return statuses[category];
}

function answer(
  status: number,
  error: WireError['error'],
  headers: Readonly<Record<string, string>> = {},
): Response {
  return Response.json({ error } satisfies WireError, { status, headers });
}
