import { readFile } from 'node:fs/promises';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { openRuns, type Runs } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createConsole, type Console } from '../../../src/index.js';
import { recordRun } from '../../support/record-run.js';
import { tokenOf, useConsole } from '../../support/use-console.js';

const used = useConsole();
const script = new URL('../../../roles.sql', import.meta.url);
let admin: postgres.Sql;
let database: StatementPool;
let runs: Runs;
let ofRole: Console;

beforeAll(async () => {
  admin = postgres(used.url, { max: 1, onnotice: () => undefined });
  const statements = await readFile(script, 'utf8');
  await admin.unsafe(statements);
  // Again, as after an update.
  await admin.unsafe(statements);
  await admin.unsafe(`alter role wdh_console password 'wdh_console secret'`);
  const url = new URL(used.url);
  url.username = 'wdh_console';
  url.password = 'wdh_console secret';
  database = new StatementPool({
    address: parseConnectionUrl(url.href),
    applicationName: 'wdh console',
    size: 2,
    deadlineMs: 30_000,
    statementTimeoutMs: 5_000,
  });
  runs = openRuns({ on: database });
  ofRole = await createConsole({
    runs,
    database,
    project: { jobs: new Map(), schedules: new Map(), watches: new Map(), inputs: [] },
    auth: { tokens: [{ name: 'anna', token: tokenOf('data'), roles: ['viewer', 'operator'] }] },
  });
});

afterAll(async () => {
  await ofRole.close();
  await database.close();
  await admin.unsafe('drop owned by wdh_console; drop role wdh_console');
  await admin.end();
});

const ask = (path: string, init: RequestInit = {}) =>
  ofRole.fetch(new Request(`http://localhost:3000${path}`, init));

describe('the role wdh_console', () => {
  it('serves the login and every page', async () => {
    await recordRun(used.database, 'one');
    const login = await ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: tokenOf('data') }),
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    const paths = ['/overview', '/jobs', '/runs', '/runs?text=o', '/session', '/sessions'];
    for (const path of paths) {
      const answer = await ask(`/api${path}`, { headers: { cookie } });
      expect([path, answer.status, answer.ok ? '' : await answer.text()]).toEqual([path, 200, '']);
    }
    expect((await ask('/health')).status).toBe(200);
    const ended = await ask('/api/session', { method: 'DELETE', headers: { cookie } });
    expect(ended.status).toBe(204);
  });

  it('submits a run, and cancels it', async () => {
    const executionId = '00000000-0000-4000-8000-000000000001';
    await runs.queueRun({
      executionId,
      pipelineName: 'strikes',
      pipelineVersion: '1',
      target: 'public.strikes',
      mode: 'append',
      isForced: false,
    });
    expect(await runs.requestCancel(executionId)).toMatchObject({ status: 'cancelled' });
  });

  it.each([
    'create table public.own (id int)',
    'delete from public.pipeline_executions',
    'delete from public.rejected_rows',
    'update public.rejected_rows set message = null',
    'update public.run_events set execution_id = null',
    'delete from public.wdh_console_audit',
    `update public.wdh_console_audit set user_name = 'other'`,
    'truncate public.wdh_console_sessions',
    'delete from public.schema_migrations',
    'alter role wdh_console superuser',
  ])('must not: %s', async (statement) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code: 'PRIVILEGE_MISSING' });
  });
});
