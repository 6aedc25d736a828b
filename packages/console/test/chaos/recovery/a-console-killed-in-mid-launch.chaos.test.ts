import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  cut,
  NetworkProxy,
  onClientMessage,
  oncePassed,
  onStatement,
  call,
  type Trigger,
} from '@wdh/fault-injection';
import { createTestDatabase } from '@wdh/local-postgres/testing';
import { openRuns } from '@wdh/runs';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, inject, test } from 'vitest';
import { startProgram } from '../../programs/programs.js';
import { endedRun, runWhen } from '../../support/launch/ended-run.js';
import { tables } from '../../support/launch/launch-jobs.js';
import { openLaunchingConsole } from '../../support/launch/launching-console.js';

let folder: string;
let url: string;
let sql: postgres.Sql;
let drop: () => Promise<void>;
let proxy: NetworkProxy;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wdh-killed-console-'));
  const database = await createTestDatabase(inject('serverUrl'));
  ({ url } = database);
  drop = () => database.drop();
  sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql.unsafe(tables);
  proxy = await NetworkProxy.start(url);
});

afterEach(async () => {
  await proxy[Symbol.asyncDispose]();
  await sql.end();
  await drop();
  await rm(folder, { recursive: true });
});

/** The run as its record has it, and how many rows of it there are. */
const stateOf = async (executionId: string) => {
  const [run] = await sql<{ status: string }[]>`
    select status from pipeline_executions where execution_id = ${executionId}`;
  const rows = await sql`select from parts where run = ${executionId}`;
  return { status: run?.status ?? 'none', rows: rows.length };
};

const record = 'insert into public.pipeline_executions';
const start = /update "(?:public"\.")?pipeline_executions" set/i;
const atWork = ['running', 'abandoned'];
/** The moments, whether the server still receives what is sent then, and what is left. */
const moments: readonly (readonly [string, Trigger, boolean, readonly string[]])[] = [
  ['before its record is sent', onStatement(record), false, ['none']],
  ['before the reply to its record', oncePassed(onStatement(record)), true, ['queued']],
  ['before the run starts', onStatement(start), false, ['queued']],
  ['before the reply to the start', oncePassed(onStatement(start)), true, atWork],
  ['while rows are sent', onClientMessage('d'), false, atWork],
];

test.each(moments)(
  'W04 a console killed %s: the run is there once or not at all, and sending it again starts no second one',
  async (_moment, when, isReceived, left) => {
    const executionId = randomUUID();
    const launches = { [executionId]: { run: executionId } };
    const killed = startProgram('launch-runs', { connectionUrl: proxy.url, launches });
    const fault = proxy.inject(
      call(when, () => {
        killed.signal('SIGKILL');
        if (!isReceived) proxy.cut();
      }),
      { times: 1 },
    );
    await fault.fired;
    expect(await killed.end(60_000)).toMatchObject({ signal: 'SIGKILL' });
    // What was sent completely is executed without its client.
    await expect.poll(async () => (await stateOf(executionId)).status).toBeOneOf([...left]);

    await using next = await openLaunchingConsole(url);
    const { outcome } = await next.launch(executionId, { run: executionId });
    expect(outcome).toBe(left.includes('none') ? 'launched' : 'exists');
    await next.runs.abandonDeadRuns();
    const run = await endedRun(next.runs, executionId);
    expect(run.status).toBe(left.includes('running') ? 'abandoned' : 'success');
    expect(await stateOf(executionId)).toEqual({
      status: run.status,
      rows: run.status === 'success' ? 3 : 0,
    });
    expect(run.deliveries).toBe(1);
  },
);

test('W04 a console killed with runs that wait: the next one runs them in their order, once', async () => {
  const gate = join(folder, 'gate');
  const ids = Array.from({ length: 5 }, () => randomUUID());
  const launches = Object.fromEntries(ids.map((id) => [id, { run: id, gate }]));
  const killed = startProgram('launch-runs', { connectionUrl: url, launches });
  await killed.untilPrinted('asked', 60_000);
  const states = async (): Promise<readonly string[]> =>
    Promise.all(ids.map(async (id) => (await stateOf(id)).status));
  await expect.poll(states).toEqual(['running', 'running', 'queued', 'queued', 'queued']);
  killed.signal('SIGKILL');
  await killed.end(60_000);
  await writeFile(gate, '');

  // Two consoles at the same time, as while one is replaced by another.
  await using next = await openLaunchingConsole(url);
  await using other = await openLaunchingConsole(url);
  for (const id of ids.slice(2)) expect((await endedRun(next.runs, id)).status).toBe('success');
  await expect
    .poll(() => other.runs.abandonDeadRuns().then(states))
    .toEqual(['abandoned', 'abandoned', 'success', 'success', 'success']);
  const rows = await sql`select run, count(*)::int as count from parts group by run`;
  expect(rows.map(({ count }) => Number(count))).toEqual([3, 3, 3]);
});

test('W04 a console that is closed: its run ends as interrupted, and what waits is run by the next one', async () => {
  const gate = join(folder, 'gate');
  const ids = Array.from({ length: 3 }, () => randomUUID());
  const launches = Object.fromEntries(ids.map((id) => [id, { run: id, gate }]));
  const closed = startProgram('launch-runs', { connectionUrl: url, launches });
  await closed.untilPrinted('asked', 60_000);
  const [first = '', second = '', third = ''] = ids;
  const runs = openRuns({ connectionUrl: url });
  await runWhen(runs, first, ['running']);
  await runWhen(runs, second, ['running']);
  closed.signal('SIGTERM');
  expect(await closed.end(60_000)).toMatchObject({ code: 0 });
  for (const id of [first, second]) {
    const { status, errorCategory } = await endedRun(runs, id);
    expect([status, errorCategory]).toEqual(['failed', 'interrupted']);
  }
  expect(await stateOf(third)).toEqual({ status: 'queued', rows: 0 });
  await runs.close();
  await writeFile(gate, '');
  await using next = await openLaunchingConsole(url);
  expect((await endedRun(next.runs, third)).status).toBe('success');
});

test('W04 a database that is lost before the run starts: it starts when the database is back', async () => {
  const executionId = randomUUID();
  await using console = await openLaunchingConsole(proxy.url);
  const lost = proxy.inject(cut(onStatement(start)), { times: 1 });
  await console.launch(executionId, { run: executionId });
  await lost.fired;
  const run = await endedRun(console.runs, executionId);
  expect(run.status).toBe('success');
  expect(await stateOf(executionId)).toEqual({ status: 'success', rows: 3 });
});
