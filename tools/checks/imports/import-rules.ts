import type { IForbiddenRuleType } from 'dependency-cruiser';

const production = '^(packages|apps)/[^/]+/src/';
const tests = '\\.test(-d)?\\.ts$|/(test|bench)/';
const doors =
  '^packages/[^/]+/src/(index|testing/index)\\.ts$|^apps/[^/]+/src/(main|migrate|serve-database)\\.ts$';

/** The rules about imports that ESLint does not see: those that need the whole graph. */
export const importRules: readonly IForbiddenRuleType[] = [
  {
    name: 'no-cycle',
    comment: 'Imports flow one way: move what both need into a file of its own.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'declared-dependencies',
    comment: 'What a package imports stands in the dependencies of its own package.json.',
    severity: 'error',
    from: { path: production, pathNot: tests },
    to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown', 'npm-optional'] },
  },
  {
    name: 'no-test-in-production',
    comment: 'Production code does not import tests.',
    severity: 'error',
    from: { path: production, pathNot: tests },
    to: { path: tests },
  },
  {
    name: 'no-dead-file',
    comment:
      'Every file is reached from a door (index.ts, testing/index.ts, the programs of an app), or goes.',
    severity: 'error',
    from: { path: doors },
    to: { path: production, pathNot: [tests, doors], reachable: false },
  },
];

/** Between the folders under `src`. Doors are left out: they gather from every folder. */
export const folderRules: readonly IForbiddenRuleType[] = [
  {
    name: 'one-way-folders',
    comment: 'Folders under src import one another one way: a folder is a chapter.',
    severity: 'error',
    scope: 'folder',
    from: { path: '^(packages|apps)/[^/]+/src' },
    to: { circular: true },
  },
];
