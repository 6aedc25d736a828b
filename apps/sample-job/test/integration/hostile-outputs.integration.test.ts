import { execFileSync } from 'node:child_process';
import { openSync } from 'node:fs';
import { lstat, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { programFile } from '../support/programs.js';
import { runJob } from '../support/run-job.js';
import { strike, strikeFile } from '../support/strike-file.js';
import { openWorkplace, type Workplace } from '../support/workplace.js';

const onPosix = { skip: process.platform === 'win32' };
const obeyed = /[\p{Cf}\p{Zl}\p{Zp}\u0000-\u0009\u000B-\u001F\u007F-\u009F]/u;
const bad = ['--input', 'in.csv', '--error-threshold', '1'];

describe('the outputs of the job', onPosix, () => {
  let place: Workplace;
  beforeAll(async () => {
    place = await openWorkplace(inject('serverUrl'));
  });
  beforeEach(async () => {
    await place.clear();
    await writeFile(at('in.csv'), strikeFile([strike(1), '=1+1,x', ' @SUM(A1),y']));
  });
  afterAll(async () => place[Symbol.asyncDispose]());

  const at = (name: string): string => join(place.folder, name);
  const run = async (args: readonly string[]) =>
    runJob(args, { cwd: place.folder, env: { DATABASE_URL: place.databaseUrl } });
  const loaded = async (): Promise<unknown> => {
    const [count] = await place.sql`select count(*)::int as n from public.wildlife_strikes`;
    return count?.['n'];
  };

  it('are readable only by their owner, independent of the umask', async () => {
    const umask = process.umask(0);
    const env = { DATABASE_URL: place.databaseUrl, LOG_TO_FILE: 'true', LOG_FILE_DIR: 'logs' };
    const args = [...bad, '--rejects-file', 'rejects.csv', '--summary-file', 'summary.json'];
    const { exitCode } = await runJob(args, { cwd: place.folder, env });
    process.umask(umask);
    expect(exitCode).toBe(0);
    const [log = ''] = await readdir(at('logs'));
    const modes = ['rejects.csv', 'summary.json', 'logs', join('logs', log)].map(async (name) =>
      ((await stat(at(name))).mode & 0o777).toString(8),
    );
    expect(await Promise.all(modes)).toEqual(['600', '600', '700', '600']);
  });

  it('contain no formula in the rejected records', async () => {
    await run([...bad, '--rejects-file', 'rejects.csv']);
    const text = await readFile(at('rejects.csv'), 'utf8');
    expect(text).toContain(`"'=1+1,x"`);
    expect(text).toContain(`"' @SUM(A1),y"`);
    expect(text).not.toMatch(/(?:^|,)"?\s*[=@]/m);
  });

  it('overwrite nothing through a link at the path of the summary', async () => {
    await writeFile(at('kept'), 'as it was');
    await symlink('kept', at('summary.json'));
    const { exitCode, stderr } = await run([...bad, '--summary-file', 'summary.json']);
    expect(exitCode).toBe(7);
    expect(stderr).toMatch(/\[NOT_A_FILE\].*summary\.json is a symbolic link/);
    expect((await lstat(at('summary.json'))).isSymbolicLink()).toBe(true);
    expect(await readFile(at('kept'), 'utf8')).toBe('as it was');
    expect(await loaded()).toBe(0);
  });

  it.each(['.env', 'package.json', '0000_wildlife_strikes.sql', 'main.mjs'])(
    'never replace %s: exit code 2, and nothing is loaded',
    async (name) => {
      await writeFile(at(name), '');
      for (const option of ['--summary-file', '--rejects-file']) {
        const { exitCode, stdout, stderr } = await run([...bad, option, name]);
        expect(exitCode).toBe(2);
        expect(stdout + stderr).toContain('[PROTECTED_FILE]');
        expect(await readFile(at(name), 'utf8')).toBe('');
      }
      expect(await loaded()).toBe(0);
    },
  );

  it.each(['--summary-file', '--rejects-file'])(
    'never wait for a reader of a named pipe as %s: exit code 7, and nothing is loaded',
    async (option) => {
      execFileSync('mkfifo', [at('pipe')]);
      const { exitCode, stdout, stderr } = await run([...bad, option, 'pipe']);
      expect(exitCode).toBe(7);
      expect(stdout + stderr).toMatch(/\[NOT_A_FILE\].*a named pipe/);
      expect(await loaded()).toBe(0);
    },
  );

  it.each(['--input', '--summary-file', '--rejects-file'])(
    'repeat no password of a URL given as %s: exit code 2',
    async (option) => {
      const url = 'https://etl:hunter2x@h/x?token=hunter3x';
      const { exitCode, stdout, stderr } = await run([option, url]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('neither - nor a URL is supported');
      expect(stdout + stderr).not.toMatch(/hunter/);
    },
  );

  it('refuse a socket', async () => {
    const server = createServer().listen(at('socket'));
    const { exitCode, stderr } = await run([...bad, '--summary-file', 'socket']);
    server.close();
    expect(exitCode).toBe(7);
    expect(stderr).toMatch(/\[NOT_A_FILE\].*a socket/);
  });

  it('may be the stdout of the job, also if that is a file', async () => {
    const command = `"$@" > "${at('all.txt')}"`;
    const args = [...bad, '--summary-file', '/dev/stdout'];
    execFileSync('sh', ['-c', command, 'sh', process.execPath, programFile('main'), ...args], {
      cwd: place.folder,
      env: { DATABASE_URL: place.databaseUrl },
      stdio: ['ignore', 'ignore', openSync('/dev/null', 'w')],
    });
    const text = await readFile(at('all.txt'), 'utf8');
    expect(text).toContain('"event":"pipeline.started"');
    const summary: unknown = JSON.parse(text.slice(text.lastIndexOf('\n{\n')));
    expect(summary).toMatchObject({ status: 'success', rows: { read: 3, inserted: 1 } });
  });

  it('escape the control characters of a name', async () => {
    await expectEscaped('a\u001B[2J\r\n{"level":"info"}\u202E\u009B31m\u2028.csv');
  });

  const names = ['a\u001B[2J.csv', 'b\r\n{"level":"info"}', '\u202Efdc.csv', 'c\u009B31m\u2028d'];
  it.each(names)('escape the control characters of the name %j', { tags: ['full'] }, (name) =>
    expectEscaped(name),
  );

  async function expectEscaped(name: string): Promise<void> {
    await writeFile(at(name), strikeFile([strike(1)]));
    const found = await run(['--input', name, '--summary-file', 'summary.json']);
    const missing = await run(['--input', `no-${name}`]);
    const option = await run([`--${name}`]);
    const place2 = await run(['--summary-file', join(name, 'x.json')]);
    expect([found.exitCode, missing.exitCode, option.exitCode, place2.exitCode]).toEqual([
      0, 7, 2, 7,
    ]);
    for (const { stdout, stderr } of [found, missing, option, place2]) {
      expect(stdout + stderr).not.toMatch(obeyed);
      for (const line of stderr.split('\n')) expect(line).not.toMatch(/^\{/);
    }
    const summary = await readFile(at('summary.json'), 'utf8');
    expect(summary).not.toMatch(obeyed);
    expect(JSON.parse(summary)).toMatchObject({ inputFile: at(name) });
  }
});
