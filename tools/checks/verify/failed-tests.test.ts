import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listFailedTests } from './failed-tests.js';

describe('listFailedTests', () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'wdh-failed-tests-'));
    mkdirSync(join(root, 'packages/a/test-results'), { recursive: true });
    for (const parent of ['apps', 'tools']) mkdirSync(join(root, parent));
    writeFileSync(join(root, 'packages/a/package.json'), '{"scripts":{"test":"a"}}');
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const report = (...testResults: readonly object[]): void => {
    writeFileSync(join(root, 'packages/a/test-results/unit.json'), JSON.stringify({ testResults }));
  };

  it('names each test that failed, with the beginning of its message', () => {
    report({
      name: join(root, 'packages/a/src/b.test.ts'),
      status: 'failed',
      assertionResults: [
        { fullName: 'b works', status: 'passed' },
        { fullName: 'b is quick', status: 'failed', failureMessages: ['1\n2\n3\n4\n5'] },
        { fullName: 'b stops', status: 'failed' },
      ],
    });
    expect(listFailedTests(root, ['unit'])).toEqual([
      'packages/a/src/b.test.ts: b is quick\n  1\n  2\n  3\n  4',
      'packages/a/src/b.test.ts: b stops\n  no message',
    ]);
  });

  it('names a file that failed before its tests', () => {
    const name = join(root, 'packages/a/src/b.test.ts');
    report({ name, status: 'failed', message: 'no such module', assertionResults: [] });
    expect(listFailedTests(root, ['unit'])).toEqual(['packages/a/src/b.test.ts\n  no such module']);
  });

  it('lists nothing when there is no report, or every test passed', () => {
    expect(listFailedTests(root, ['unit'])).toEqual([]);
    report({
      name: 'b',
      status: 'passed',
      assertionResults: [{ fullName: 'b', status: 'passed' }],
    });
    expect(listFailedTests(root, ['unit'])).toEqual([]);
  });
});
