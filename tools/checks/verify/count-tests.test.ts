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
    write('packages/a/vitest.config.ts', '');
    write('apps/b/vitest.config.ts', '');
    write('tools/eslint/rule.mjs', '');
    write('packages/a/test-results/tests.json', '{"numPassedTests":3,"numFailedTests":1}');
    write('apps/b/test-results/tests.json', '{"numPassedTests":4,"numFailedTests":0}');
  });

  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  it('adds up the reports of every project', () => {
    expect(countTests(root)).toEqual({ passed: 7, failed: 1, missing: [] });
  });

  it('names the projects that left no report', () => {
    removeTestReports(root);
    expect(countTests(root)).toEqual({ passed: 0, failed: 0, missing: ['packages/a', 'apps/b'] });
  });
});
