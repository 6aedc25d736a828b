import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Budget, openBudget } from '@wdh/budget';
import { defineSchedule, defineWatch } from '@wdh/job';
import { parseConnectionUrl, StatementPool } from '@wdh/postgres';
import { openQueue, type Queue, Worker } from '@wdh/queue';
import { openRuns, type Runs } from '@wdh/runs';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Console, createConsole } from '../../../src/index.js';
import { fillBudgets } from '../../support/budgets/fill-budgets.js';
import { endedRun } from '../../support/launch/ended-run.js';
import { parts, people, tables } from '../../support/launch/launch-jobs.js';
import { tokenOf, useConsole } from '../../support/use-console.js';

const used = useConsole();
const script = new URL('../../../roles.sql', import.meta.url);
const nightly = defineSchedule({
  ...{ name: 'nightly', job: parts, cron: '0 2 * * *', timezone: 'UTC' },
  request: { params: { run: 'nightly' } },
});
const inbox = defineWatch({ job: people, folder: '/srv/inbox', pattern: '*.csv' });
const project = {
  jobs: new Map([people, parts].map((job) => [job.name, job] as const)),
  schedules: new Map([[nightly.name, nightly]]),
  watches: new Map([[inbox.name, inbox]]),
  inputs: [],
};

let admin: postgres.Sql;
let database: StatementPool;
let runs: Runs;
let queue: Queue;
let budgets: Budget;
let ofRole: Console;

beforeAll(async () => {
  admin = postgres(used.url, { max: 1, onnotice: () => undefined });
  const statements = await readFile(script, 'utf8');
  await fillBudgets(admin);
  await admin.unsafe(statements);
  // Again, as after an update.
  await admin.unsafe(statements);
  await admin.unsafe(`alter role wdh_console password 'wdh_console secret'; ${tables}`);
  const url = new URL(used.url);
  Object.assign(url, { username: 'wdh_console', password: 'wdh_console secret' });
  const connectionUrl = url.href;
  const address = parseConnectionUrl(connectionUrl);
  const limits = { size: 2, deadlineMs: 30_000, statementTimeoutMs: 5_000 };
  database = new StatementPool({ address, applicationName: 'wdh console', ...limits });
  runs = openRuns({ connectionUrl });
  queue = await openQueue({ connectionUrl, migrate: false });
  budgets = openBudget({ connectionUrl });
  const auth = {
    tokens: [{ name: 'anna', token: tokenOf('data'), roles: ['viewer', 'operator', 'data'] }],
  } as const;
  ofRole = await createConsole({ runs, database, queue, budgets, project, auth });
});

afterAll(async () => {
  await ofRole.close();
  await queue.close();
  await budgets.close();
  await runs.close();
  await database.close();
  await admin.unsafe('drop owned by wdh_console; drop role wdh_console');
  await admin.end();
});

const ask = (path: string, init: RequestInit = {}) =>
  ofRole.fetch(new Request(`http://localhost:3000${path}`, init));

/** Asks as a visitor with all roles; the answer must be a success. */
async function succeed(path: string, body?: unknown): Promise<unknown> {
  const headers = {
    authorization: `Bearer ${tokenOf('data')}`,
    'content-type': 'application/json',
  };
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await ask(`/api${path}`, { ...init, headers });
  const text = await answer.text();
  expect([path, answer.status, answer.ok ? '' : text]).toEqual([path, 200, '']);
  return text.startsWith('{') ? (JSON.parse(text) as unknown) : text;
}

describe('the role wdh_console', () => {
  it('serves the login, and the end of a session', async () => {
    const login = await ask('/api/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token: tokenOf('data') }),
    });
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await ask('/api/sessions', { headers: { cookie } })).status).toBe(200);
    const ended = await ask('/api/session', { method: 'DELETE', headers: { cookie } });
    expect(ended.status).toBe(204);
    expect((await ask('/health')).status).toBe(200);
  });

  it('submits runs that a worker with another login runs, and serves every page of them', async () => {
    const workers = await openQueue({ connectionUrl: used.url, supervise: true });
    const drain = new AbortController();
    const working = new Worker({ queue: workers, jobs: project.jobs.values() }).run({
      drain: drain.signal,
    });
    const executionId = randomUUID();
    await succeed('/jobs/parts/runs', { executionId, request: { params: { run: 'one' } } });
    expect(await endedRun(runs, executionId)).toMatchObject({ status: 'success' });
    drain.abort();
    await working;
    await workers.close();
    const run = `/runs/${executionId}`;
    const pages = [
      ...['/overview', '/jobs', '/jobs/parts', '/jobs/parts/checks', '/jobs/parts/rejects'],
      ...['/runs', '/runs?text=one', run, `${run}/events`, `${run}/metrics`, `${run}/rejects`],
      ...[`${run}/rejects/counts`, `${run}/rejects.csv`, '/jobs/parts/rejects/counts'],
      ...['/budgets', '/budgets/acme', '/budgets/acme/spend', '/budgets/acme/entries'],
      ...['/queue', '/schedules', '/watches', '/session', '/sessions'],
    ];
    for (const page of pages) await succeed(page);
  });

  it('cancels a run that waits, and pauses a schedule', async () => {
    const executionId = randomUUID();
    await succeed('/jobs/parts/runs', { executionId, request: { params: { run: 'two' } } });
    const cancelled = await succeed('/runs/cancel', { runs: [executionId] });
    expect(cancelled).toMatchObject({ results: [{ status: 'cancelled' }] });
    const paused = await succeed('/schedules/nightly/pause', {});
    expect(paused).toMatchObject({ pausedBy: 'anna' });
    expect(await succeed('/schedules/nightly/resume', {})).toMatchObject({ pausedAt: null });
  });

  it.each([
    'select from public.people',
    `insert into public.parts values ('a', 1)`,
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
    'update public.tenant_configs set max_budget = 1',
    'delete from public.spend_entries',
    'select from public.budget_gateway_keys',
  ])('must not: %s', async (statement) => {
    await expect(database.query(statement)).rejects.toMatchObject({ code: 'PRIVILEGE_MISSING' });
  });
});
