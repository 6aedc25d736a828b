import { describe, expect, it } from 'vitest';
import { listWorkspaceFiles } from '../workspace-files.js';
import { workspaceRoot } from '../workspace-root.js';
import { findUnpinnedActions } from './pinned-actions.js';
import { scriptNames } from './script-names.js';
import { workflowRules } from './workflow-rules.js';
import { parseWorkflow } from './workflow.js';

const { read } = listWorkspaceFiles(workspaceRoot);
const { scripts } = JSON.parse(read('package.json')) as {
  readonly scripts: Readonly<Record<string, string>>;
};
const pullRequests = '.github/workflows/pr-full-check.yml';
const release = '.github/workflows/release.yml';
const merged = '.github/workflows/post-merge.yml';

/** The findings in a workflow after one change. */
function complaintsAfter(
  from: string | RegExp,
  to: string,
  path = pullRequests,
): readonly string[] {
  const sound = read(path);
  const changed = sound.replace(from, to);
  expect(changed).not.toBe(sound);
  return [
    ...workflowRules.flatMap((rule) => rule(parseWorkflow(changed), scriptNames(scripts))),
    ...findUnpinnedActions(path, changed).map(({ message }) => message),
  ];
}

describe('workflowRules', () => {
  it('finds nothing in the current workflow', () => {
    expect(complaintsAfter('name: PR full check', 'name: Other')).toEqual([]);
  });

  it.each([
    ['a job without a timeout', /timeout-minutes: 10\n/, '\n', 'needs timeout-minutes'],
    ['an unpinned action', /checkout@[0-9a-f]{40} # v5\.0\.0/, 'checkout@v5', 'pin "actions/'],
    ['a workflow without permissions', 'permissions:\n  contents: read\n', '', 'needs permissions'],
    ['write permission for every job', 'contents: read', 'contents: write', 'lets every job write'],
    ['no concurrency', /concurrency:[^]*(?=jobs:)/, '', 'needs concurrency'],
    [
      'outdated runs that are not cancelled',
      / {2}cancel-in-progress.*\n/,
      '',
      'cancel-in-progress',
    ],
    ['a command', 'npm run test:chaos:smoke', 'npx nx run-many -t test', 'make it an npm script'],
    [
      'a second command',
      'npm run test:chaos:smoke',
      'npm run test:chaos:smoke; id',
      'make it an npm script',
    ],
    [
      'a script that does not exist',
      'npm run test:chaos:smoke',
      'npm run no',
      'which does not exist',
    ],
    [
      'a job that does not exist',
      'npm run ci -- packages',
      'npm run ci -- no',
      'which does not exist',
    ],
    ['a script without its job', 'npm run ci -- packages', 'npm run ci', 'which does not exist'],
    ['a persisted token', 'persist-credentials: false', 'clean: true', 'persist-credentials'],
    [
      'external pull requests with secrets',
      'pull_request:',
      'pull_request_target:',
      'pull_request_target',
    ],
  ])('refuses %s', (_, from, to, complaint) => {
    expect(complaintsAfter(from, to)).toEqual([expect.stringContaining(complaint)]);
  });

  const off = / +NPM_CONFIG_IGNORE_SCRIPTS: true\n/;
  it.each([
    [
      'signs with install scripts',
      release,
      off,
      '',
      'can publish (contents, id-token, environment) and runs',
    ],
    [
      'signs with install scripts in one step',
      release,
      off,
      '      NPM_CONFIG_IGNORE_SCRIPTS: false\n',
      'can publish',
    ],
    [
      'enables install scripts for a step',
      release,
      'GITHUB_TOKEN:',
      'NPM_CONFIG_IGNORE_SCRIPTS:',
      'can publish',
    ],
    [
      'pushes images with install scripts',
      merged,
      off,
      '',
      'can publish (packages) and runs install scripts',
    ],
    [
      'has secrets of an environment with install scripts',
      merged,
      / {4}steps:/,
      '    environment: npm\n    steps:',
      'can publish (environment)',
    ],
    [
      'misses jobs that ran out of time',
      merged,
      /if: always\(\) && .*/,
      'if: failure()',
      'were cancelled',
    ],
    ['misses a job', merged, 'needs: [everything, image]', 'needs: image', 'wait for "everything"'],
  ])('refuses a job that %s', (_, path, from, to, complaint) => {
    expect(complaintsAfter(from, to, path)).toContainEqual(expect.stringContaining(complaint));
  });
});
