// @module-tag full
import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workspaceRoot } from '../../../checks/workspace-root.js';

const good = '{"static":{"result":"success"},"unit":{"result":"success"}}';
const bad = '{"static":{"result":"success"},"unit":{"result":"failure"}}';

/** The decoded text of a quoted-printable mail. */
function plain(mail: string): string {
  const bytes = mail
    .replaceAll('=\r\n', '')
    .replaceAll('\r\n', '\n')
    .replace(/=([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}

describe('a job', () => {
  let folder: string;
  let server: Server | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wdh-jobs-'));
  });

  afterEach(() => {
    server?.close();
    rmSync(folder, { recursive: true });
  });

  /** Replaces a program by one that records its arguments, prints a text and exits with a code. */
  const fake = (program: string, says = '', code = 0): void => {
    const path = join(folder, program);
    // A program that exits before it has read the password breaks the pipe of its writer.
    const reads = 'case "$*" in *--password-stdin*) cat > /dev/null ;; esac';
    writeFileSync(
      path,
      `#!/bin/sh\n${reads}\necho "$*" >> ${folder}/asked\nprintf '${says}'\nexit ${code}\n`,
    );
    chmodSync(path, 0o755);
  };
  const asked = (): string => readFileSync(join(folder, 'asked'), 'utf8');

  const job = (
    script: string,
    env: Readonly<Record<string, string>> = {},
    ...more: readonly string[]
  ) =>
    new Promise<{ readonly code: number; readonly stdout: string }>((resolve) => {
      const PATH = [folder, dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter);
      const args = [
        ...(script.endsWith('.ts') ? ['--import', 'tsx'] : []),
        `tools/ci/${script}`,
        ...more,
      ];
      const child = execFile(
        process.execPath,
        args,
        { cwd: workspaceRoot, env: { PATH, ...env } },
        (_, stdout) => {
          resolve({ code: child.exitCode ?? -1, stdout });
        },
      );
    });

  it('is required to have succeeded', async () => {
    await expect(job('jobs/required.mjs', { NEEDS: good })).resolves.toMatchObject({ code: 0 });
    await expect(job('jobs/required.mjs', { NEEDS: bad })).resolves.toEqual({
      code: 1,
      stdout: 'unit: failure\n',
    });
  });

  it.each([
    [
      'was skipped',
      '{"chaos":{"result":"skipped"}}',
      'label ready-for-merge starts the full check',
    ],
    ['ran out of time', '{"chaos":{"result":"cancelled"}}', 'chaos: cancelled'],
    ['is not there', '{}', 'there is no result'],
  ])('is required to have succeeded, and fails where it %s', async (_, NEEDS, says) => {
    const { code, stdout } = await job('jobs/required.mjs', { NEEDS });
    expect([code, stdout]).toEqual([1, expect.stringContaining(says)]);
  });

  it('runs by its name with its arguments, and returns the exit code of its command', async () => {
    fake('node', '', 7);
    const { code } = await job('run-job.mjs', {}, 'ci', 'required', '--more');
    expect([code, asked()]).toEqual([7, 'tools/ci/jobs/required.mjs --more\n']);
  });

  it('fails for an unknown name and lists the names', async () => {
    const { code, stdout } = await job('run-job.mjs', {}, 'ci', 'nothing');
    expect([code, stdout]).toEqual([2, expect.stringContaining('  post-merge ')]);
    await expect(job('run-job.mjs', {}, 'renew')).resolves.toMatchObject({ code: 0 });
  });

  it('that is a shard counts together with the others', async () => {
    const shard = (name: string, durationMs: number): void => {
      const at = join(folder, 'shards', name, 'packages', 'a', 'test-results');
      mkdirSync(at, { recursive: true });
      const file = { name: '/a.test.ts', startTime: 1, endTime: 1 + durationMs };
      const testResults = [
        { ...file, assertionResults: [{ fullName: name, duration: durationMs }] },
      ];
      writeFileSync(join(at, 'unit.json'), JSON.stringify({ startTime: 1, testResults }));
    };
    const judge = () => job('check-shards.ts', {}, join(folder, 'shards'));
    await expect(judge()).resolves.toEqual({ code: 0, stdout: 'No shard ran a test.\n' });
    shard('unit-20-1', 16_000);
    shard('unit-22-2', 15_000);
    expect((await judge()).code).toBe(0);
    shard('unit-20-2', 15_000);
    const { code, stdout } = await judge();
    expect([code, stdout]).toEqual([1, expect.stringMatching(/Node 20: .* took 31\.0 s, over/)]);
  });

  it('is summarised on the pull request, and in the summary of the run', async () => {
    fake('gh');
    const summary = join(folder, 'summary.md');
    const env = { NEEDS: bad, PULL_REQUEST: '12', GITHUB_STEP_SUMMARY: summary };
    await expect(job('jobs/summary.mjs', env)).resolves.toMatchObject({ code: 1 });
    expect(asked()).toMatch(/^pr comment 12 --body Not ready to merge[^]*unit \| ✘ failure/);
    expect(readFileSync(summary, 'utf8')).toContain('| static | ✔ success |');
  });

  it('cancels its run after a failure, and succeeds if it may not', async () => {
    fake('gh', '', 1);
    await expect(job('jobs/cancel.mjs', { GITHUB_RUN_ID: '34' })).resolves.toEqual({
      code: 0,
      stdout: 'The run was not cancelled.\n',
    });
    expect(asked()).toBe('run cancel 34\n');
  });

  it('fetches the baseline of the last successful run on main', async () => {
    fake('gh', '56');
    const { stdout } = await job('jobs/fetch-baseline.mjs');
    expect(stdout).toBe('Using the baseline of run 56.\n');
    expect(asked()).toContain('run download 56 --name performance-baseline --dir test-results');
  });

  it('succeeds without a baseline', async () => {
    fake('gh', '', 1);
    const { code, stdout } = await job('jobs/fetch-baseline.mjs');
    expect([code, stdout]).toEqual([0, 'There is no baseline: this run creates one.\n']);
  });

  it('builds the image with cached layers, starts it, and pushes it with its layers', async () => {
    fake('docker');
    const env = { GITHUB_TOKEN: 'secret-1', GITHUB_ACTOR: 'a', GITHUB_REPOSITORY: 'O/R' };
    await expect(job('image.ts', env, '--push')).resolves.toMatchObject({ code: 0 });
    expect(asked()).toMatch(
      /^info\nlogin ghcr\.io [^]*--cache-from type=registry,ref=ghcr\.io\/o\/r\/sample-job:cache --cache-to [^]*\nrun --rm wdh-sample-job --help\npush /,
    );
    expect(asked()).not.toContain('secret-1');
  });

  it('summarises a matrix in the summary of the run, with missing reports', async () => {
    const summary = join(folder, 'summary.md');
    const env = { GITHUB_STEP_SUMMARY: summary };
    const script = '../chaos/write-summary.ts';
    await expect(job(script, env, '--matrix', join(folder, 'absent'))).resolves.toMatchObject({
      code: 0,
    });
    expect(readFileSync(summary, 'utf8')).toMatch(/^\*\*Red\*\*: 0 tests[^]*slow \| ✘ no report/);
  });

  it('that failed is reported by mail, with the author and the message of the commit', async () => {
    let mail = '';
    server = createServer((socket) => {
      socket.write('220 mail\r\n');
      socket.on('data', (chunk) => {
        const text = chunk.toString();
        // The end of a mail may arrive in several chunks.
        mail += text;
        if (text === 'DATA\r\n') socket.write('354 go on\r\n');
        else if (text.startsWith('QUIT')) socket.end('221 bye\r\n');
        else if (/^(EHLO|MAIL|RCPT)/.test(text) || mail.endsWith('\r\n.\r\n')) {
          socket.write('250 fine\r\n');
        }
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const env = {
      NEEDS: '{"unit":{"result":"failure"},"image":{"result":"cancelled"}}',
      MAIL_URL: `smtp://127.0.0.1:${port}?ignoreTLS=true`,
      MAIL_TO: 'team@mail.example',
      GITHUB_WORKFLOW: 'Post-merge',
      GITHUB_SHA: 'HEAD',
    };
    await expect(job('notify-failure.ts', env)).resolves.toMatchObject({ code: 0 });
    expect(mail).toContain('Subject: Post-merge failed: unit: failure, image: cancelled');
    const commit = execFileSync('git', ['log', '-1', '--format=Author %an%n%n%s'], {
      cwd: workspaceRoot,
      encoding: 'utf8',
    });
    expect(plain(mail)).toContain(commit.trim());
  });

  it('that failed sends no mail without an address, and prints this', async () => {
    await expect(job('notify-failure.ts', { NEEDS: bad })).resolves.toEqual({
      code: 0,
      stdout: 'No mail was sent: the secrets MAIL_TO and MAIL_URL are not set.\n',
    });
  });
});
