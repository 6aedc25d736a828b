import type { IForbiddenRuleType } from 'dependency-cruiser';

const production = '^(packages|apps)/[^/]+/src/';
const tests = '\\.test(-d)?\\.ts$|/(test|bench)/';

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
    name: 'no-test-in-production',
    comment: 'Production code does not import tests.',
    severity: 'error',
    from: { path: production, pathNot: tests },
    to: { path: tests },
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
