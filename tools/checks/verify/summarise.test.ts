import { describe, expect, it } from 'vitest';
import { formatResult, summarise } from './summarise.js';

const result = (name: string, isPassed = true) => ({
  name,
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
    const text = summarise([result('format'), result('lint'), result('test')], tests);
    expect(lastLine(text)).toBe('42 passed, 0 failed');
  });

  it('counts checks alone when no tests ran', () => {
    expect(lastLine(summarise([result('format'), result('lint', false)], null))).toBe(
      '1 passed, 1 failed',
    );
  });

  it('counts the tests that failed', () => {
    const text = summarise([result('lint'), result('test', false)], { ...tests, failed: 2 });
    expect(lastLine(text)).toBe('41 passed, 2 failed');
  });

  it('counts one failure when the tests fail without a failed test', () => {
    expect(lastLine(summarise([result('test', false)], tests))).toBe('40 passed, 1 failed');
  });

  it('counts one failure when a project left no report', () => {
    const text = summarise([result('test')], { ...tests, missing: ['packages/config'] });
    expect(lastLine(text)).toBe('40 passed, 1 failed');
  });
});
