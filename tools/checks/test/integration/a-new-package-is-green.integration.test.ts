// @module-tag full
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { copyWorkspace, type WorkspaceCopy } from '../../boundaries/workspace-copy.js';
import { workspaceRoot } from '../../workspace-root.js';

describe('new:package', () => {
  let copy: WorkspaceCopy;

  /** Runs a program in the copy; if it fails, the error contains its output. */
  const run = (program: string, ...parts: readonly string[]): string =>
    execFileSync('env', ['NX_DAEMON=false', `node_modules/.bin/${program}`, ...parts], {
      cwd: copy.root,
      encoding: 'utf8',
      stdio: 'pipe',
    });

  beforeAll(() => {
    copy = copyWorkspace(workspaceRoot);
    run('tsx', 'tools/new-package/new-package.ts', 'rate-limits', 'domain', '--no-install');
    symlinkSync('../../packages/rate-limits', join(copy.root, 'node_modules/@wdh/rate-limits'));
  }, 120_000);

  afterAll(() => {
    copy.remove();
  });

  it('creates a package that lints, compiles and passes its test, without lint errors in the tools', () => {
    expect(() => {
      run('nx', 'run-many', '-p', 'rate-limits', '-t', 'lint', 'typecheck', 'test', 'build');
      run('nx', 'run', 'checks:lint');
    }).not.toThrow();
  }, 300_000);

  it.each(['house-style', 'imports', 'documents'])('causes no finding of the check %s', (check) => {
    expect(run('tsx', `tools/checks/${check}.ts`)).toContain('nothing found');
  });

  it('leaves the workspace in sync', () => {
    expect(() => run('nx', 'sync:check')).not.toThrow();
  });
});
