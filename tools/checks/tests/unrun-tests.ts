import picomatch from 'picomatch';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the globs are those that Vitest is given
import { testFiles, toolTestFiles } from '../../vitest/test-files.js';
import type { HouseRule } from '../house-style/house-rule.js';
import { testKinds } from '../verify/test-kinds.js';
import type { WorkspaceFiles } from '../workspace-files.js';

/** What a file is called that somebody takes for a test. */
const namedLikeTest = /(\.(test|spec)(-d)?\.[cm]?[jt]sx?$)|(^|\/)__tests__\/.*\.[cm]?[jt]sx?$/;

/** Type tests: not run but compiled, by `npm run typecheck`. */
const typeTests = ['src/**/*.test-d.ts'];

/**
 * Refuses a file that is named like a test and that nothing runs: its kind has no Vitest project, or
 * its package has no script for it. It would stay green for ever.
 */
export const unrunTests: HouseRule = {
  name: 'tests that run nowhere',
  check: (files) =>
    files.paths
      .filter((path) => namedLikeTest.test(path) && !picks(files, path))
      .map((path) => ({
        path,
        message:
          'is named like a test, and nothing runs it: name and folder by docs/contributing/testing.md, and a script of its package for the kind',
      })),
};

function picks(files: WorkspaceFiles, path: string): boolean {
  const [parent = '', name = '', ...rest] = path.split('/');
  if (parent === 'tools') {
    const below = [name, ...rest].join('/');
    return matches(toolTestFiles.unit, below) && !matches(toolTestFiles.exclude, below);
  }
  if (parent !== 'packages' && parent !== 'apps') return false;
  const below = rest.join('/');
  const manifest = `${parent}/${name}/package.json`;
  const { scripts = {} } = files.paths.includes(manifest)
    ? (JSON.parse(files.read(manifest)) as { readonly scripts?: Readonly<Record<string, string>> })
    : {};
  const kinds = (['unit', 'integration', 'chaos'] as const).filter(
    (kind) => scripts[testKinds[kind]]?.includes(`--project ${kind} `) === true,
  );
  return kinds.some((kind) => matches(testFiles[kind], below)) || matches(typeTests, below);
}

function matches(globs: readonly string[], path: string): boolean {
  return picomatch([...globs])(path);
}
