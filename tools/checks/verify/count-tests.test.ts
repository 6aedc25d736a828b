import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countTests, removeTestReports } from './count-tests.js';

describe('countTests', () => {
  let root: string;

  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'wdh-count-tests-'));
    write('packages/a/package.json', '{"scripts":{"test":"a","test:integration":"b"}}');
    write('apps/b/package.json', '{"scripts":{"test":"a"}}');
    write('tools/eslint/rule.mjs', '');
    write('packages/a/test-results/unit.json', '{"numPassedTests":3,"numFailedTests":1}');
    write('packages/a/test-results/integration.json', '{"numPassedTests":5,"numFailedTests":0}');
    write('apps/b/test-results/unit.json', '{"numPassedTests":4,"numFailedTests":0}');
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('adds up the reports of every project and kind', () => {
    expect(countTests(root, ['unit', 'integration'])).toEqual({
      passed: 12,
      failed: 1,
      missing: [],
    });
  });

  it('counts and removes the reports of one project alone', () => {
    removeTestReports(root, ['unit'], ['apps/b']);
    expect(countTests(root, ['unit'], ['packages/a'])).toMatchObject({ passed: 3, missing: [] });
    expect(countTests(root, ['unit'], ['apps/b'])).toMatchObject({
      passed: 0,
      missing: ['apps/b/test-results/unit.json'],
    });
  });

  it('names the reports that are missing', () => {
    removeTestReports(root, ['unit']);
    expect(countTests(root, ['unit', 'integration'])).toEqual({
      passed: 5,
      failed: 0,
      missing: ['packages/a/test-results/unit.json', 'apps/b/test-results/unit.json'],
    });
  });
});
