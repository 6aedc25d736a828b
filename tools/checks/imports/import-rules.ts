import type { IForbiddenRuleType } from 'dependency-cruiser';

const production = '^(packages|apps)/[^/]+/(src|page)/';
const tests = '\\.test(-d)?\\.ts$|/(test|bench)/';

/** The rules about imports that need the whole graph, which ESLint does not have. */
export const importRules: readonly IForbiddenRuleType[] = [
  {
    name: 'no-cycle',
    comment: 'Imports are cyclic: move the shared code into a separate file.',
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

/**
 * Between the folders under `src` and `page`. Entry points are excluded, because they import from
 * every folder.
 */
export const folderRules: readonly IForbiddenRuleType[] = [
  {
    name: 'one-way-folders',
    comment: 'Imports between folders under src and page go one way.',
    severity: 'error',
    scope: 'folder',
    from: { path: '^(packages|apps)/[^/]+/(src|page)' },
    to: { circular: true },
  },
];
