import { openRuns, type Runs } from '@wdh/runs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConsole, type Console } from '../../../src/index.js';
import type { WireError } from '../../../src/wire/wire.js';
import { tokenOf, useConsole } from '../../support/use-console.js';

const used = useConsole();
const role = `half_viewer_${process.pid}`;
let runs: Runs;
let poor: Console;

const paths = [
  '/runs',
  '/jobs',
  '/jobs/strikes',
  '/overview',
  '/jobs/strikes/metrics?metric=a',
  '/jobs/strikes/checks',
  '/runs/none/metrics',
];

const failure = async (path: string): Promise<readonly [number, WireError['error']]> => {
  const headers = { authorization: `Bearer ${tokenOf('viewer')}` };
  const answer = await poor.fetch(new Request(`http://127.0.0.1:3000/api${path}`, { headers }));
  return [answer.status, ((await answer.json()) as WireError).error];
};

beforeAll(async () => {
  const { database } = used;
  await database.query(`create role ${role} login password 'viewer'`);
  const url = new URL(used.url);
  url.username = role;
  url.password = 'viewer';
  runs = openRuns({ connectionUrl: url.href });
  const project = { jobs: new Map(), schedules: new Map(), watches: new Map(), inputs: [] };
  const tokens = [{ name: 'viewer', roles: ['viewer'] as const, token: tokenOf('viewer') }];
  poor = await createConsole({ runs, database, project, auth: { tokens } });
});

afterAll(async () => {
  await poor.close();
  await runs.close();
  await used.database.query(`drop owned by ${role}`);
  await used.database.query(`drop role ${role}`);
});

test.each(paths)('%s names the table that its role may not read', async (path) => {
  const [status, { code, message }] = await failure(path);
  expect([status, code]).toEqual([500, 'PRIVILEGE_MISSING']);
  expect(message).toContain('pipeline_executions');
});

test('a role without a right to the steps is named that table', async () => {
  await used.database.query(`grant select on public.pipeline_executions to ${role}`);
  const [status, { code, message }] = await failure('/jobs/strikes/checks');
  expect([status, code]).toEqual([500, 'PRIVILEGE_MISSING']);
  expect(message).toContain('run_steps');
});

test.each(paths)('%s says that the audit tables are missing', async (path) => {
  await used.database.query('alter schema public rename to elsewhere');
  try {
    const [status, { code, message }] = await failure(path);
    expect([status, code]).toEqual([500, 'AUDIT_TABLES_MISSING']);
    expect(message).toContain('migrateUp');
  } finally {
    await used.database.query('alter schema elsewhere rename to public');
  }
});
