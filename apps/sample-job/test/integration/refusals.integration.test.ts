import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runJob } from '../support/run-job.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const header = 'Airport Name,Aircraft Make Model';

describe('the job', () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'));
  });
  afterAll(async () => place[Symbol.asyncDispose]());

  const run = async (args: string[], env: Record<string, string> = {}) =>
    runJob(args, { cwd: place.folder, env });

  it('exits with 3 and shows no password if the password is wrong', async () => {
    const url = new URL(place.databaseUrl);
    url.password = 'canary-p%40ssword';
    const { exitCode, stdout, stderr } = await run([], { DATABASE_URL: url.href });
    expect(exitCode).toBe(3);
    expect(stdout).toContain(url.host);
    expect(stdout + stderr).not.toMatch(/canary/);
  });

  it('exits with 3 if no server listens', async () => {
    const env = { DATABASE_URL: 'postgres://wdh:canary-secret@127.0.0.1:9/wdh' };
    const { exitCode, stdout, stderr } = await run([], env);
    expect(exitCode).toBe(3);
    expect(stdout).toContain('127.0.0.1:9');
    expect(stdout + stderr).not.toMatch(/canary/);
  });

  it('exits with 7 if the file is missing or a folder', async () => {
    await mkdir(join(place.folder, 'folder'));
    const env = { DATABASE_URL: place.databaseUrl };
    expect(await run(['--input', 'none.csv'], env)).toMatchObject({
      exitCode: 7,
      stdout: expect.stringContaining('none.csv') as unknown,
    });
    expect(await run(['--input', 'folder'], env)).toMatchObject({ exitCode: 7 });
  });

  it('records a run whose file cannot be read as failed, with what was asked for', async () => {
    const env = { DATABASE_URL: place.databaseUrl };
    const { stdout } = await run(['--input', 'absent.csv', '--dry-run'], env);
    expect(stdout).toMatch(/^\[FILE_NOT_FOUND\] There is no file .*absent\.csv/m);
    const runs = await place.sql`
      select status, error_code, input_sha256, attempts, trigger, request->>'mode' as mode,
        request->>'dryRun' as dry_run
      from pipeline_executions where request->>'input' like '%absent.csv'`;
    expect(runs).toEqual([
      {
        status: 'failed',
        error_code: 'FILE_NOT_FOUND',
        input_sha256: null,
        attempts: 0,
        trigger: 'command',
        mode: 'upsert',
        dry_run: 'true',
      },
    ]);
  });

  it('exits with 4 if the header is not that of wildlife strikes', async () => {
    await writeFile(join(place.folder, 'short.csv'), `${header}\nx,y\n`);
    await writeFile(join(place.folder, 'empty.csv'), '');
    const env = { DATABASE_URL: place.databaseUrl };
    expect(await run(['--input', 'short.csv'], env)).toMatchObject({
      exitCode: 4,
      stdout: expect.stringContaining('Flight Date') as unknown,
    });
    expect(await run(['--input', 'empty.csv'], env)).toMatchObject({ exitCode: 4 });
  });

  it('exits with 2 and advice if an option is unknown', async () => {
    const { exitCode, stderr } = await run(['--imput', 'x.csv']);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/unknown option '--imput'.*Did you mean --input.*--help/);
  });

  it('exits with 2 in production without a database, with the error in the summary', async () => {
    const args = ['--summary-file', 'production.json'];
    const { exitCode, stderr } = await run(args, { ENVIRONMENT: 'prod' });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('DATABASE_URL');
    expect(stderr).toContain('postgres://user:password@host:5432/database');
    const summary: unknown = JSON.parse(
      await readFile(join(place.folder, 'production.json'), 'utf8'),
    );
    expect(summary).toMatchObject({ status: 'failed', error: { code: 'CONFIGURATION_INVALID' } });
  });

  it('exits with 7 if the summary cannot be written', async () => {
    const args = ['--summary-file', 'nowhere/summary.json'];
    const { exitCode, stderr } = await run(args, { DATABASE_URL: place.databaseUrl });
    expect(exitCode).toBe(7);
    expect(stderr).toMatch(/nowhere\/summary\.json/);
  });

  it('exits with 7 and loads nothing if the rejects cannot be written', async () => {
    const args = ['--force', '--mode', 'replace', '--rejects-file', 'nowhere/rejects.csv'];
    const { exitCode } = await run(args, { DATABASE_URL: place.databaseUrl });
    expect(exitCode).toBe(7);
    const runs = await place.sql`
      select status from pipeline_executions order by started_at desc limit 1`;
    expect(runs).toEqual([{ status: 'failed' }]);
  });

  it('exits with 0 after --help', async () => {
    const { exitCode, stdout } = await run(['--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/--rejects-file/);
  });
});
