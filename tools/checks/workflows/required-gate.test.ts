import { describe, expect, it } from 'vitest';
import { listWorkspaceFiles } from '../workspace-files.js';
import { workspaceRoot } from '../workspace-root.js';
import { judgeRequiredGate } from './required-gate.js';
import { parseWorkflow } from './workflow.js';

const { paths, read } = listWorkspaceFiles(workspaceRoot);
const files = paths.filter((path) => path.startsWith('.github/workflows/'));
const full = '.github/workflows/pr-full-check.yml';
const validation = '.github/workflows/pr-validation.yml';

/** The findings after one change of one workflow. */
function complaintsAfter(changed: string, from: string | RegExp, to: string): readonly string[] {
  const texts = files.map((path) => [path, read(path)] as const);
  const after = read(changed).replace(from, to);
  expect(after).not.toBe(read(changed));
  return judgeRequiredGate(
    Object.fromEntries(
      texts.map(([path, text]) => [path, parseWorkflow(path === changed ? after : text)]),
    ),
  ).map(({ message }) => message);
}

describe('judgeRequiredGate', () => {
  it('finds nothing in the current workflows', () => {
    expect(complaintsAfter(full, 'name: PR full check', 'name: Other')).toEqual([]);
  });

  it.each([
    [
      'a gate that is skipped if a needed job is',
      full,
      /^ {4}if: always\(\)\n/m,
      '',
      'needs "if: al',
    ],
    ['a gate for some events', full, 'synchronize, labeled', 'labeled', 'pull_request: synchr'],
    ['a gate for some files', full, /(types: .*)\n/, '$1\n    paths: [a]\n', 'without paths'],
    ['a gate that checks nothing', full, '-- required', '-- summary', 'runs ci -- required'],
    ['a gate without results', full, /NEEDS: .*/, 'NEEDS: "{}"', 'runs ci -- required'],
    [
      'a job that the gate does not need',
      full,
      'chaos, queue, packages, image]',
      'chaos, queue, packages]',
      '"image"',
    ],
    [
      'a job that hides its failure',
      full,
      '  chaos:\n',
      '  chaos:\n    continue-on-error: true\n',
      'result of "chaos"',
    ],
    [
      'a step that hides its failure',
      full,
      '- run: npm run test:chaos:smoke\n',
      '- run: npm run test:chaos:smoke\n        continue-on-error: true\n',
      'result of "chaos"',
    ],
    [
      'a called job that can be skipped',
      validation,
      '  static:\n',
      '  static:\n    if: false\n',
      '"static" is skipped',
    ],
    [
      'a called job that hides its failure',
      validation,
      '  unit:\n',
      '  unit:\n    continue-on-error: true\n',
      'result of "unit"',
    ],
    ['no integration tests', full, '-- integration', '-- image', 'that runs ci -- integration'],
    [
      'no chaos gate',
      full,
      'run test:chaos:smoke',
      'run ci -- image',
      'that runs test:chaos:smoke',
    ],
    ['no queue on its Node', full, '-- queue', '-- image', 'that runs ci -- queue'],
    ['no unit tests', validation, '-- unit', '-- static', 'that runs ci -- unit'],
    ['two gates', validation, '  static:\n', '  required:\n', '2 jobs are called "required"'],
    ['no gate', full, '  required:\n', '  verdict:\n', '0 jobs are called "required"'],
  ])('refuses %s', (_, path, from, to, complaint) => {
    expect(complaintsAfter(path, from, to)).toContainEqual(expect.stringContaining(complaint));
  });
});
