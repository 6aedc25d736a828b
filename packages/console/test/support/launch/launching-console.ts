import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { openRuns, type Runs } from '@wdh/runs';
import { type Console, createConsole } from '../../../src/index.js';
import type { WireLaunched } from '../../../src/wire/actions.js';
import { launchProject } from './launch-jobs.js';

/** A console that launches, as an operator. */
export interface LaunchingConsole extends AsyncDisposable {
  readonly runs: Runs;
  post(path: string, body: object): Promise<unknown>;
  /** Asks for a run of the job `parts`. */
  launch(executionId: string, params: object): Promise<WireLaunched>;
  close(): Promise<void>;
}

const token = 'operator'.repeat(8);

/** Opens a console over a database, which runs what the one before has left. */
export async function openLaunchingConsole(
  connectionUrl: string,
  parallel = 2,
): Promise<LaunchingConsole> {
  const database = new StatementPool({
    ...{ address: parseConnectionUrl(connectionUrl), applicationName: 'wdh console', size: 2 },
    ...{ deadlineMs: 30_000, statementTimeoutMs: 5_000 },
  });
  const runs = openRuns({ connectionUrl });
  const console: Console = await createConsole({
    ...{ runs, database, project: launchProject, launch: { connectionUrl, parallel } },
    auth: { tokens: [{ name: 'operator', token, roles: ['viewer', 'operator'] }] },
  });
  const post = async (path: string, body: object): Promise<unknown> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const url = `http://127.0.0.1:3000${path}`;
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    return (await console.fetch(new Request(url, init))).json();
  };
  const close = async (): Promise<void> => {
    await console.close();
    await runs.close();
    await database.close();
  };
  return {
    ...{ runs, post, close, [Symbol.asyncDispose]: close },
    launch: async (executionId, params) =>
      (await post('/api/jobs/parts/runs', { executionId, request: { params } })) as WireLaunched,
  };
}
