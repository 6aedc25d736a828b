import { access, chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runJob, startJob } from '../support/run-job.js';

describe('a run without DATABASE_URL', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wdh-own-server-'));
    // For root, the server runs as another user, who must be able to reach the data.
    await chmod(folder, 0o755);
  });
  afterAll(async () => rm(folder, { recursive: true }));

  it('starts its own server, keeps the data, and shows no password', async () => {
    const first = await runJob([], { cwd: folder });
    expect(first.exitCode).toBe(0);
    expect(first.stdout).toMatch(/inserted\s+│\s+9,976/);
    expect(first.stdout).toMatch(/database\.local\.started.*postgres:\/\/\w+@127\.0\.0\.1:\d+\//);

    const second = await runJob([], { cwd: folder });
    expect(second.exitCode).toBe(0);
    expect(second.stdout).toMatch(/status\s+│\s+skipped/);
    await access(join(folder, '.wdh', 'postgres'));
  });

  it.each([
    ['missing', 'nope.csv', 7, /^\[FILE_NOT_FOUND\] There is no file .*nope\.csv/],
    ['without the required header', 'short.csv', 4, /^\[CSV_HEADER_INVALID\] .*"Flight Date"/],
  ])(
    'starts no server for a file that is %s: one line says what is wrong',
    async (_what, name, exitCode, line) => {
      const empty = await mkdtemp(join(tmpdir(), 'wdh-no-server-'));
      await writeFile(join(empty, 'short.csv'), 'Airport Name,Aircraft Make Model\nx,y\n');
      const run = await runJob(['--input', name], { cwd: empty });
      expect(run).toMatchObject({ exitCode, stderr: '' });
      const lines = run.stdout.trimEnd().split('\n');
      expect(lines).toEqual([
        expect.stringContaining('"event":"job.failed"'),
        expect.stringMatching(line),
      ]);
      expect(await readdir(empty)).toEqual(['short.csv']);
      await rm(empty, { recursive: true });
    },
  );

  it('works after a run that was killed', { tags: ['full'] }, async () => {
    const killed = startJob(['--force'], { cwd: folder });
    killed.child.stdout?.on('data', (text: string) => {
      if (text.includes('pipeline.started')) killed.child.kill('SIGKILL');
    });
    expect((await killed.outcome).exitCode).toBeNull();
    const next = await runJob(['--force'], { cwd: folder });
    expect(next.exitCode).toBe(0);
    expect(next.stdout).toMatch(/unchanged\s+│\s+9,976/);
  });
});
