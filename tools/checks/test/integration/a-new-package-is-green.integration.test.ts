// @module-tag full
import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../../boundaries/workspace-copy.js';
import { workspaceRoot } from '../../workspace-root.js';

const checks = ['house-style', 'imports', 'documents'];

describe('new:package', () => {
  let copy: WorkspaceCopy;
  let findingsBefore: ReadonlyMap<string, readonly string[]>;

  const start = (program: string, parts: readonly string[]) =>
    spawnSync('env', ['NX_DAEMON=false', `node_modules/.bin/${program}`, ...parts], {
      cwd: copy.root,
      encoding: 'utf8',
    });

  /** Runs a program in the copy; if it fails, the error contains its output. */
  const run = (program: string, ...parts: readonly string[]): void => {
    const { status, stdout, stderr } = start(program, parts);
    if (status !== 0) throw new Error(`${program} ${parts.join(' ')}: ${stdout}${stderr}`);
  };

  const findingsOf = (check: string): readonly string[] => {
    const { stdout } = start('tsx', [`tools/checks/${check}.ts`]);
    expect(stdout).toMatch(/: (?:nothing|\d+) found$/m);
    return stdout.split('\n').filter((line) => line.includes(': ['));
  };

  beforeAll(() => {
    copy = copyWorkspace(workspaceRoot);
    findingsBefore = new Map(checks.map((check) => [check, findingsOf(check)]));
    run('tsx', 'tools/new-package/new-package.ts', 'rate-limits', 'domain', '--no-install');
    symlinkSync('../../packages/rate-limits', join(copy.root, 'node_modules/@wdh/rate-limits'));
  }, 300_000);

  afterAll(() => {
    copy.remove();
  });

  it('creates a package that lints, compiles and passes its test, without lint errors in the tools', () => {
    expect(() => {
      run('nx', 'run-many', '-p', 'rate-limits', '-t', 'lint', 'typecheck', 'test', 'build');
      run('nx', 'run', 'checks:lint');
    }).not.toThrow();
  }, 600_000);

  it.each(checks)('causes no finding of the check %s', (check) => {
    expect(findingsOf(check)).toEqual(findingsBefore.get(check));
  });

  it('leaves the workspace in sync', () => {
    expect(() => run('nx', 'sync:check')).not.toThrow();
  });
});
