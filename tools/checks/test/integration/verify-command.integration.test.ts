// @module-tag full
import { execFile } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { checks } from '../../verify/check.js';
import { workspaceRoot } from '../../workspace-root.js';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const verify = (...args: readonly string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const command = ['--import', 'tsx', 'tools/checks/verify.ts', ...args];
    const child = execFile(
      process.execPath,
      command,
      { cwd: workspaceRoot },
      (_, stdout, stderr) => {
        resolve({ code: child.exitCode ?? -1, stdout, stderr });
      },
    );
  });

describe('npm run verify', () => {
  it('lists every check', async () => {
    const { code, stdout } = await verify('--list');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(checks.length);
  });

  it('rejects an unknown check', async () => {
    const { code, stderr } = await verify('--only', 'format,nothing');
    expect(code).toBe(2);
    expect(stderr).toContain('nothing');
  });

  it('rejects an unknown project and lists the existing ones', async () => {
    const { code, stderr } = await verify('--project', 'no-such-project');
    expect(code).toBe(2);
    expect(stderr).toMatch(/"no-such-project"[^]*pipeline-core, [^]*sample-job/);
  });

  it('runs the given checks and prints their count at the end', async () => {
    const { code, stdout } = await verify('--only', 'workflows');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^✔ workflows +\d+\.\d s$/m);
    expect(stdout.trim().split('\n').at(-1)).toBe('1 passed, 0 failed');
  });
});
