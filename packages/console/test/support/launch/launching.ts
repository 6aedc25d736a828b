import { randomUUID } from 'node:crypto';
import type { UsedConsole } from '../use-console.js';

/** An answer of the API, read. */
export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
}

/** Sends actions to a console. */
export function launchingIn(used: Pick<UsedConsole, 'ask'>) {
  const post = async (path: string, body: unknown): Promise<Answered> => {
    const answer = await used.ask(path, { method: 'POST', body });
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };
  const launch = (job: string, body: object): Promise<Answered> =>
    post(`/api/jobs/${job}/runs`, { executionId: randomUUID(), request: {}, ...body });
  return { post, launch };
}
