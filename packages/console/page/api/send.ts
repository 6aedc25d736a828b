import { ApiProblem, connectionLost, problemOf } from './api-problem.js';
import { noteServerTime } from './clock.js';
import { noteLostConnection } from './connection.js';
import { noteExpiredLogin } from './session.js';

/** Methods of the API. */
export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * Sends a request to the API and returns its answer.
 *
 * @param path below `/api`, such as `/runs/…`: see `apiPath`
 * @param body a value that becomes JSON, or a file that is sent as it is
 * @throws {@link ApiProblem}
 */
export async function send<Answered>(
  method: Method,
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answered> {
  const answer = await request(method, path, body, signal);
  noteServerTime(answer.headers.get('date'));
  if (answer.ok) return (answer.status === 204 ? null : await answer.json()) as Answered;
  const problem = await problemOf(answer);
  if (answer.status === 401 && path !== '/session') noteExpiredLogin();
  throw problem;
}

async function request(
  method: Method,
  path: string,
  body: unknown,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const isFile = body instanceof Blob;
  // A POST always has a body of JSON: that is what another site cannot send.
  const sent = body ?? (method === 'POST' ? {} : undefined);
  try {
    return await fetch(`api${path}`, {
      method,
      headers: {
        accept: 'application/json',
        ...(sent === undefined
          ? {}
          : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      ...(sent === undefined ? {} : { body: isFile ? body : JSON.stringify(sent) }),
      cache: 'no-store',
      signal: signal ?? null,
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    noteLostConnection();
    throw connectionLost();
  }
}

/** Returns a problem for anything that was thrown. */
export function asProblem(error: unknown): ApiProblem {
  if (error instanceof ApiProblem) return error;
  const message = error instanceof Error ? error.message : 'Something failed in the page.';
  return new ApiProblem(0, { code: 'PAGE_FAILED', message });
}
