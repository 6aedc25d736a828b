import { describe, expect, it } from 'vitest';
import { formatResult, summarise } from './summarise.js';

const result = (name: string, isPassed = true) => ({
  check: { name, script: name, ...(name === 'unit' ? { tests: ['unit' as const] } : {}) },
  isPassed,
  durationMs: 1500,
  output: '',
});
const tests = { passed: 40, failed: 0, missing: [] };
const lastLine = (text: string): string | undefined => text.split('\n').at(-1);

describe('formatResult', () => {
  it('shows a tick, the name and the time', () => {
    expect(formatResult(result('lint'))).toBe('✔ lint           1.5 s');
  });

  it('shows a cross when the check failed', () => {
    expect(formatResult(result('lint', false))).toMatch(/^✘ lint/);
  });
});

describe('summarise', () => {
  it('counts every check as one, and the tests one by one', () => {
    const text = summarise([result('format'), result('lint'), result('unit')], tests);
    expect(lastLine(text)).toBe('42 passed, 0 failed');
  });

  it('counts checks alone when no tests ran', () => {
    expect(lastLine(summarise([result('format'), result('lint', false)], null))).toBe(
      '1 passed, 1 failed',
    );
  });

  it('counts the tests that failed', () => {
    const text = summarise([result('lint'), result('unit', false)], { ...tests, failed: 2 });
    expect(lastLine(text)).toBe('41 passed, 2 failed');
  });

  it('counts one failure when the tests fail without a failed test', () => {
    expect(lastLine(summarise([result('unit', false)], tests))).toBe('40 passed, 1 failed');
  });

  it('counts one failure when a report is missing', () => {
    const text = summarise([result('unit')], {
      ...tests,
      missing: ['packages/config/test-results/unit.json'],
    });
    expect(lastLine(text)).toBe('40 passed, 1 failed');
  });
});
