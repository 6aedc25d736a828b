import type { WireError } from '../../src/wire/wire.js';

/** Returns status and code of an answer that is an error. */
export async function codeOf(answer: Response): Promise<readonly [number, string]> {
  const { error } = (await answer.json()) as WireError;
  return [answer.status, error.code];
}
