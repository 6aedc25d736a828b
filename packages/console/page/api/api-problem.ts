import type { WireError } from '../../src/wire/wire.js';

/** Why the server did not do what the page asked. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  /** Stable, such as `RUN_NOT_FOUND`; `CONNECTION_LOST` if there was no answer. */
  readonly code: string;
  /** Status of the answer; 0 without one. */
  readonly status: number;
  /** Problems by field of a form. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, error: WireError['error']) {
    super(error.message);
    this.status = status;
    this.code = error.code;
    this.fields = error.fields ?? {};
  }
}

/** Returns the problem of a request without an answer. */
export function connectionLost(): ApiProblem {
  return new ApiProblem(0, {
    code: 'CONNECTION_LOST',
    message: 'The server does not answer.',
  });
}

/** Returns the problem that an answer of the server states. */
export async function problemOf(answer: Response): Promise<ApiProblem> {
  const body: unknown = await answer.json().catch(() => null);
  if (isWireError(body)) return new ApiProblem(answer.status, body.error);
  return new ApiProblem(answer.status, {
    code: `HTTP_${answer.status}`,
    message: `The server answered with status ${answer.status}. Try again; its log says more.`,
  });
}

function isWireError(body: unknown): body is WireError {
  if (typeof body !== 'object' || body === null || !('error' in body)) return false;
  const { error } = body;
  return (
    typeof error === 'object' &&
    error !== null &&
    'code' in error &&
    'message' in error &&
    typeof error.code === 'string' &&
    typeof error.message === 'string'
  );
}
