import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaceRoot } from '../../../checks/workspace-root.js';

describe('the message of a commit', () => {
  /** Checks a pull request with this title; no commit is newer than its base. */
  const check = (TITLE: string, DESCRIPTION = '') => {
    const { status, stdout } = spawnSync(
      process.execPath,
      ['--import', 'tsx', 'tools/ci/commits/check-commits.ts'],
      {
        cwd: workspaceRoot,
        encoding: 'utf8',
        env: { PATH: '/usr/bin:/bin', NX_BASE: 'HEAD', TITLE, DESCRIPTION },
      },
    );
    return { status, stdout };
  };

  it.each([
    ['fix(runs): keep the reason of a failure', ''],
    ['feat(config)!: rename a setting', 'Why.\n\nBREAKING CHANGE: set DB_URL instead'],
  ])('accepts %s', (title, description) => {
    expect(check(title, description)).toEqual({ status: 0, stdout: '' });
  });

  it.each([
    ['Fix the loader', 'type-empty'],
    ['fix: keep the reason', 'scope-empty'],
    ['fix(loader): keep the reason', 'scope-enum'],
    ['fixed(runs): keep the reason', 'type-enum'],
    ['fix(runs): Keep the reason', 'subject-start'],
    [`fix(runs): ${'a'.repeat(62)}`, 'header-max-length'],
    ['feat(config)!: rename a setting', 'breaking-change-exclamation-mark'],
  ])('refuses %s', (title, rule) => {
    expect(check(title)).toEqual({
      status: 1,
      stdout: expect.stringContaining(`[${rule}]`) as string,
    });
  });
});

describe('npm ci', () => {
  it('installs no hook: it runs no script of the workspace, and none of lefthook', () => {
    const read = (name: string) =>
      JSON.parse(readFileSync(join(workspaceRoot, name), 'utf8')) as {
        readonly scripts: Readonly<Record<string, string>>;
        readonly packages: Readonly<Record<string, { readonly hasInstallScript?: boolean }>>;
      };
    expect(Object.keys(read('package.json').scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pre|post)?(install|prepare)$/)]),
    );
    const lefthook = Object.entries(read('package-lock.json').packages).filter(([path]) =>
      path.includes('lefthook'),
    );
    expect(lefthook).not.toEqual([]);
    expect(lefthook.filter(([, entry]) => entry.hasInstallScript === true)).toEqual([]);
  });
});
