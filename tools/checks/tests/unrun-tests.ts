import picomatch from 'picomatch';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the globs are those that Vitest is given
import { testFiles, toolTestFiles } from '../../vitest/test-files.js';
import type { HouseRule } from '../house-style/house-rule.js';
import { testKinds } from '../verify/test-kinds.js';
import type { WorkspaceFiles } from '../workspace-files.js';

/** Names of files that look like tests. */
const namedLikeTest = /(\.(test|spec)(-d)?\.[cm]?[jt]sx?$)|(^|\/)__tests__\/.*\.[cm]?[jt]sx?$/;

/** Type tests: not run but compiled, by `npm run typecheck`. */
const typeTests = ['src/**/*.test-d.ts'];

/**
 * Reports files that are named like tests and that no suite runs: their kind has no Vitest project,
 * or their package has no script for it.
 */
export const unrunTests: HouseRule = {
  name: 'tests that run nowhere',
  check: (files) =>
    files.paths
      .filter((path) => namedLikeTest.test(path) && !picks(files, path))
      .map((path) => ({
        path,
        message:
          'is named like a test, but no suite runs it: choose name and folder by docs/contributing/testing.md, and add a script for the kind to its package',
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
