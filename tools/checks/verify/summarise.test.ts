import { describe, expect, it } from 'vitest';
import type { CheckResult } from './run-check.js';
import { formatResult, summarise } from './summarise.js';

const result = (name: string, outcome: CheckResult['outcome'] = 'passed') => ({
  check: { name, commands: [name], ...(name === 'unit' ? { tests: ['unit' as const] } : {}) },
  outcome,
  durationMs: 1500,
  output: '',
});
const tests = { passed: 40, failed: 0, missing: [] };
const lastLine = (text: string): string | undefined => text.split('\n').at(-1);

describe('formatResult', () => {
  it('shows a tick, the name and the time', () => {
    expect(formatResult(result('lint'))).toBe('✔ lint            1.5 s');
  });

  it('shows a question mark if the check could not run', () => {
    expect(formatResult(result('audit', 'not checked'))).toMatch(/^\? audit.*not checked$/);
  });

  it('shows a cross when the check failed', () => {
    expect(formatResult(result('lint', 'failed'))).toMatch(/^✘ lint/);
  });
});

describe('summarise', () => {
  it('counts a check that could not run as neither passed nor failed', () => {
    const text = summarise([result('format'), result('audit', 'not checked')], null);
    expect(text).toBe('1 of 2 checks passed in 3 s; 1 not checked\n1 passed, 0 failed');
  });

  it('counts every check as one, and the tests one by one', () => {
    const text = summarise([result('format'), result('lint'), result('unit')], tests);
    expect(lastLine(text)).toBe('42 passed, 0 failed');
  });

  it('counts checks alone when no tests ran', () => {
    expect(lastLine(summarise([result('format'), result('lint', 'failed')], null))).toBe(
      '1 passed, 1 failed',
    );
  });

  it('counts the tests that failed', () => {
    const text = summarise([result('lint'), result('unit', 'failed')], { ...tests, failed: 2 });
    expect(lastLine(text)).toBe('41 passed, 2 failed');
  });

  it('counts one failure when the tests fail without a failed test', () => {
    expect(lastLine(summarise([result('unit', 'failed')], tests))).toBe('40 passed, 1 failed');
  });

  it('counts one failure when a report is missing', () => {
    const text = summarise([result('unit')], {
      ...tests,
      missing: ['packages/config/test-results/unit.json'],
    });
    expect(lastLine(text)).toBe('40 passed, 1 failed');
  });
});
