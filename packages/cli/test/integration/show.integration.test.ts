import { setTimeout as wait } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { recordRejects, recordRun } from '../support/record-run.js';
import { startWdh, wdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';

const place = useWorkplace();
/** A title of a window, a cleared screen, a second line, and a change of the reading direction. */
const hostile = 'a\u001B]0;b\u0007\u001B[2J\nSteps\u202Ec';

beforeAll(async () => {
  const { sql } = place;
  await recordRun(sql, { id: 'exec_1111aaaa-0', rejected: 5, startedAt: '2026-01-01T12:00:00Z' });
  await recordRejects(sql, 'exec_1111aaaa-0', 3);
  await recordRejects(sql, 'exec_1111aaaa-0', 2, { field: hostile, message: hostile });
  await sql`insert into run_steps values
    ('exec_1111aaaa-0', 1, 1, 'source', 'source', '2026-01-01Z', '2026-01-01T00:00:01.5Z', 100, 100, 0, 0, 0),
    ('exec_1111aaaa-0', 1, 2, ${'validate '.repeat(10)}, 'row_transform', '2026-01-01Z', '2026-01-01T00:01:03Z', 100, 95, 5, 0, 0),
    ('exec_1111aaaa-0', 1, 3, 'no strangers', 'check', '2026-01-01Z', '2026-01-01Z', 0, 0, 0, 0, 1)`;
  await sql`insert into data_quality_metrics (execution_id, domain, column_name, metric_name, metric_value) values
    ('exec_1111aaaa-0', 'people', null, 'rows_read', 100), ('exec_1111aaaa-0', 'people', null, 'check.no strangers', 2),
    ('exec_1111aaaa-0', 'people', 'age', 'null_share', 0.3333333333)`;
  await sql`insert into run_events values
    ('exec_1111aaaa-0', 1, '2026-01-01T12:00:00.5Z', 'info', 'database.load.started', null, '{"mode":"append"}'),
    ('exec_1111aaaa-0', 2, '2026-01-01T12:00:01Z', 'warn', ${hostile}, ${hostile}, ${sql.json({ [hostile]: hostile })})`;
  await recordRun(sql, {
    id: 'exec_1111bbbb-0',
    status: 'failed',
    parent: 'exec_1111aaaa-0',
    job: hostile,
    startedAt: '2026-01-02T12:00:00Z',
    errorMessage: `Loading failed: ${hostile}`,
  });
});

describe('wdh show', () => {
  it('prints ledger, steps, checks, rejected rows, replays, and what to do next', async () => {
    const env = { DATABASE_URL: place.databaseUrl, COLUMNS: '80' };
    const { exitCode, stdout } = await wdh(['show', '1111aaaa'], { cwd: place.folder, env });
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      'Run exec_1111aaaa-0\n  job        people (version 1)\n  status     success\n',
    );
    expect(stdout).toMatch(
      /Rows\n {2}read +100\n {2}inserted +95 +95\.0 % +█+\n {2}rejected +5 +5\.0 % +█+\n/,
    );
    expect(stdout).toMatch(/ {2}source +source +1\.5s +100 +100 +0 +0\n/);
    expect(stdout).toMatch(/ {2}validate va.*… +row_transform +1m 03s +100 +95 +5 +0\n/);
    expect(stdout).toMatch(/Checks\n {2}no strangers +found 2\n/);
    expect(stdout).toMatch(/ {2}INVALID_INTEGER +age +3 +3\n/);
    expect(stdout).toMatch(
      /Figures\n.*\n {2}age +null_share +0\.333333\n3 figures in all: --metrics\n/,
    );
    expect(stdout).toContain('command exec_1111bbbb-0: failed at 2026-01-02 12:00:00Z');
    expect(stdout).toContain('wdh replay exec_1111aaaa-0');
    const long = stdout.split('\n').filter((line) => line.length > 80);
    expect(long.every((line) => line.startsWith('wdh '))).toBe(true);
  });

  it('prints figures and events if asked, and only events of a level', async () => {
    const { stdout } = await place.run('show', '1111aaaa', '--metrics', '--level', 'info');
    expect(stdout).toMatch(/ {2}age +null_share +0\.333333\n/);
    expect(stdout).toContain('12:00:00.500  info   database.load.started  mode=append\n');
    expect(stdout).not.toContain('  warn ');
  });

  it('escapes control characters of every name and text', async () => {
    for (const args of [
      ['show', 'latest', '--events'],
      ['show', '1111aaaa', '--events'],
      ['runs'],
    ]) {
      const { exitCode, stdout } = await place.run(...args);
      expect(exitCode).toBe(0);
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]/);
      expect(stdout.match(/^Steps$/gm) ?? []).toHaveLength(args.includes('1111aaaa') ? 1 : 0);
    }
  });

  it('prints the error of a failed run with its code, and its parent', async () => {
    const { stdout } = await place.run('show', 'exec_1111b');
    expect(stdout).toContain('status     failed: nothing was loaded');
    expect(stdout).toContain('Error\n  [VALUE_INVALID] Loading failed: a');
    expect(stdout).toContain('Repeats and replays\n  of exec_1111aaaa-0\n');
  });

  it('prints run, steps, metrics, rejects and events as JSON', async () => {
    const { stdout } = await place.run('show', '1111aaaa', '--json', '--events');
    expect(JSON.parse(stdout)).toMatchObject({
      run: { executionId: 'exec_1111aaaa-0', status: 'success', rows: { read: 100, rejected: 5 } },
      steps: [{ stepName: 'source', rowsIn: 100 }, {}, { kind: 'check' }],
      metrics: [{ column: 'age' }, { metric: 'check.no strangers', value: 2 }, {}],
      rejects: [{ code: 'INVALID_INTEGER', field: 'age', rows: 3, unresolved: 3 }, {}],
      events: [{ sequence: 1, level: 'info' }, { event: hostile }],
    });
  });

  it.each([
    [
      'exec_1111',
      /\[RUN_AMBIGUOUS\] More than one run begins with exec_1111: exec_1111bbbb, exec_1111aaaa\. Write more/,
    ],
    [
      'exec_1111aaaa-9',
      /\[RUN_NOT_FOUND\] There is no run exec_1111aaaa-9 \(did you mean exec_1111aaaa-0\?\)/,
    ],
    ['nonsense', /\[RUN_NOT_FOUND\] There is no run nonsense \(wdh runs lists them\)\.\n$/],
    ['', /\[RUN_NOT_FOUND\]/],
  ])('refuses the run "%s" with exit code 2', async (name, message) => {
    const { exitCode, stdout, stderr } = await place.run('show', name);
    expect(stderr).toMatch(message);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });

  it('follows a run until it ends', async () => {
    const { sql } = place;
    const startedAt = new Date().toISOString();
    await recordRun(sql, { id: 'exec_2222', status: 'running', startedAt });
    const env = { DATABASE_URL: place.databaseUrl };
    const { child, result } = startWdh(['show', 'exec_2222', '--follow'], {
      cwd: place.folder,
      env,
    });
    let seen = '';
    child.stdout?.on('data', (text: string) => (seen += text));
    await sql`insert into run_events values ('exec_2222', 1, now(), 'info', 'first', null, null)`;
    while (!seen.includes('first')) await wait(50);
    expect(child.exitCode).toBeNull();
    await sql`insert into run_events values ('exec_2222', 2, now(), 'info', 'second', null, null)`;
    await sql`update pipeline_executions set status = 'cancelled', completed_at = now(), error_message = 'x'
      where execution_id = 'exec_2222'`;
    const { exitCode, stdout } = await result;
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /info {3}first\n.*info {3}second\n\nRun exec_2222\n.*\n {2}status {5}cancelled: nothing/,
    );
  });

  it('ends to follow a run whose process is dead, which it marks abandoned', async () => {
    await recordRun(place.sql, { id: 'exec_3333', status: 'running' });
    const { exitCode, stdout } = await place.run('show', 'exec_3333', '--follow');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('status     abandoned: its process ended first');
  });

  it('ends to follow a run when no one reads the events any more', async () => {
    const { sql } = place;
    const startedAt = new Date().toISOString();
    await recordRun(sql, { id: 'exec_4444', status: 'running', startedAt });
    const env = { DATABASE_URL: place.databaseUrl };
    const { child } = startWdh(['show', 'exec_4444', '--follow'], { cwd: place.folder, env });
    child.stdout?.once('data', () => child.stdout?.destroy());
    for (let at = 1; child.exitCode === null; at += 1) {
      await sql`insert into run_events values ('exec_4444', ${at}, now(), 'info', 'e', null, null)`;
      await wait(100);
    }
    expect(child.exitCode).toBe(0);
    expect(
      await sql`select status from pipeline_executions where execution_id = 'exec_4444'`,
    ).toEqual([{ status: 'running' }]);
  });
});

it('a role that may only read sees runs, and cannot cancel them', async () => {
  const { sql } = place;
  await sql.unsafe(`create role wdh_cli_reader login password 'reader';
    grant usage on schema public to wdh_cli_reader; grant select on all tables in schema public to wdh_cli_reader`);
  const url = new URL(place.databaseUrl);
  url.username = 'wdh_cli_reader';
  url.password = 'reader';
  const run = (...args: string[]) =>
    wdh(args, { cwd: place.folder, env: { DATABASE_URL: url.href } });
  expect(await run('runs')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await run('show', '1111aaaa', '--events', '--metrics')).toMatchObject({
    exitCode: 0,
    stderr: '',
  });
  expect(await run('rejects', '1111aaaa', '--values')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await run('prune', '--older-than', '1d', '--dry-run')).toMatchObject({
    exitCode: 0,
    stderr: '',
  });
  const refused = await run('cancel', 'exec_1111aaaa-0');
  expect(refused.exitCode).toBe(5);
  expect(refused.stderr).toContain('[PRIVILEGE_MISSING]');
  await sql.unsafe('drop owned by wdh_cli_reader; drop role wdh_cli_reader');
});
