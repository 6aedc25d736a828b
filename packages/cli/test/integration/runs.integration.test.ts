import { readdir } from 'node:fs/promises';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { openProjectFolder } from '../support/project.js';
import { recordRun } from '../support/record-run.js';
import { wdh } from '../support/start-wdh.js';
import { useWorkplace } from '../support/use-workplace.js';
import { openWorkplace } from '../support/workplace.js';

const place = useWorkplace();
const ids = (stdout: string): readonly string[] =>
  (JSON.parse(stdout) as { readonly executionId: string }[]).map(({ executionId }) => executionId);

beforeAll(async () => {
  const { sql } = place;
  await recordRun(sql, { id: 'exec_0000aa11', startedAt: '2026-01-01T12:00:00Z' });
  await recordRun(sql, {
    id: 'exec_0000bb22',
    status: 'failed',
    job: 'orders',
    startedAt: '2026-01-02T12:00:00Z',
    errorMessage: 'Loading failed.',
  });
  await recordRun(sql, { id: 'exec_0000bb33', rejected: 7 });
  await recordRun(sql, {
    id: 'exec_0000cc44',
    status: 'running',
    startedAt: new Date().toISOString(),
  });
});

describe('wdh runs', () => {
  it.each([
    [['runs', '--limit', '0'], /'0' is invalid/],
    [['show'], /missing required argument/],
    [['ruuns'], /unknown command 'ruuns'/],
  ])('prints a mistake in the command line %j as JSON with --json', async (args, message) => {
    const { exitCode, stdout, stderr } = await place.run(...args, '--json');
    expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: '' });
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'USAGE', message: expect.stringMatching(message) as string },
    });
  });

  it('lists the latest first, in lines of 80 characters at most, and whole ids elsewhere', async () => {
    const env = { DATABASE_URL: place.databaseUrl };
    const narrow = await wdh(['runs'], { cwd: place.folder, env: { ...env, COLUMNS: '80' } });
    const lines = narrow.stdout.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^run +job +status +started \(UTC\) +took +loaded +rejected$/);
    expect(lines.slice(1).map((line) => line.slice(0, 13))).toEqual([
      'exec_0000cc44',
      'exec_0000bb33',
      'exec_0000bb22',
      'exec_0000aa11',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    expect(narrow.stdout).toMatch(/bb33 +people +success .* 1m 30s +93 +7\n/);
    expect((await place.run('runs')).stdout).toContain('exec_0000bb33  people');
  });

  it('filters by job, statuses and times, and says so if nothing matches', async () => {
    const some = await place.run('runs', '--json', '--status', 'failed', 'running');
    expect(ids(some.stdout)).toEqual(['exec_0000cc44', 'exec_0000bb22']);
    const old = await place.run(
      'runs',
      '--json',
      '--since',
      '2026-01-01',
      '--until',
      '2026-01-02T12:00',
    );
    expect(ids(old.stdout)).toEqual(['exec_0000aa11']);
    const recent = await place.run('runs', '--json', '--since', '2d', '--job', 'people');
    expect(ids(recent.stdout)).toEqual(['exec_0000cc44', 'exec_0000bb33']);
    const none = await place.run('runs', '--job', 'unknown');
    expect(none).toEqual({ exitCode: 0, stdout: 'No run matches.\n', stderr: '' });
  });

  it('prints a limited number, and all of them by --all over several pages', async () => {
    const one = await place.run('runs', '--limit', '1');
    expect(one.stdout).toContain('There are more: --limit COUNT, or --all, lists them.');
    await place.sql`insert into pipeline_executions (execution_id, pipeline_name, pipeline_version,
        started_at, completed_at, status, target, load_mode)
      select 'many-' || n, 'many', '1', '2025-01-01Z', '2025-01-01Z', 'skipped', 'public.p', 'append'
      from generate_series(1, 1500) as n`;
    const all = await place.run('runs', '--all', '--json');
    expect(new Set(ids(all.stdout)).size).toBe(1504);
    const text = await place.run('runs', '--all');
    expect(text.stdout.trimEnd().split('\n')).toHaveLength(1505);
  });
});

describe('without records', () => {
  it('a database without audit tables has no runs yet', async () => {
    await using empty = await openWorkplace(inject('serverUrl'), { isEmpty: true });
    expect(await empty.run('runs')).toEqual({
      exitCode: 0,
      stdout: 'There are no runs yet.\n',
      stderr: '',
    });
    expect(await empty.run('runs', '--json')).toMatchObject({ exitCode: 0, stdout: '[]\n' });
    const shown = await empty.run('show', 'latest');
    expect(shown).toMatchObject({
      exitCode: 2,
      stderr: '[RUN_NOT_FOUND] There are no runs yet.\n',
    });
    const [{ count } = { count: '' }] = await empty.sql<{ count: string }[]>`
      select count(*)::text from pg_tables where schemaname = 'public'`;
    expect(count).toBe('0');
  });

  it('without a database, no server is started and nothing is created', async () => {
    await using folder = await openProjectFolder({});
    expect(await folder.run('runs')).toMatchObject({
      exitCode: 0,
      stdout: 'There are no runs yet.\n',
    });
    expect(await folder.run('prune', '--older-than', '1d')).toMatchObject({ exitCode: 0 });
    expect(await readdir(folder.folder)).toEqual([]);
  });

  it('a database that does not answer is an error with exit code 3', async () => {
    await using folder = await openProjectFolder(
      {},
      { DATABASE_URL: 'postgres://u:hunter22@127.0.0.1:1/x' },
    );
    const { exitCode, stderr } = await folder.run('runs');
    expect(exitCode).toBe(3);
    expect(stderr).not.toContain('hunter22');
  });
});

it('the database of the project is used where DATABASE_URL is not set', async () => {
  const config = `import { defineProject } from '@wdh/job';
export default defineProject({ jobs: [], database: ${JSON.stringify(place.databaseUrl)} });\n`;
  await using folder = await openProjectFolder({ 'wdh.config.ts': config });
  const { stdout } = await folder.run('runs', '--limit', '1', '--json');
  expect(ids(stdout)).toEqual(['exec_0000cc44']);
  const env = { DATABASE_URL: 'postgres://u:p@127.0.0.1:1/x' };
  expect(await wdh(['runs'], { cwd: folder.folder, env })).toMatchObject({ exitCode: 3 });
});
