import { expect, it } from 'vitest';
import { sampleReport, sampleTest } from '../test/sample-report.js';
import { brokenIds, renderMarkdown } from './render-markdown.js';

const report = sampleReport(
  [
    sampleTest({ status: 'failed' }),
    sampleTest({ status: 'failed', serverVersion: 16 }),
    sampleTest({ id: 'N01' }),
  ],
  {
    versions: [16, 17],
    problems: ['no report'],
    skips: [{ title: 'R02 a: b', file: 'a.ts', versions: [16], reason: 'needs root' }],
  },
);

it('names each broken id once', () => {
  expect(brokenIds(report)).toEqual(['N02']);
});

it('states how to repeat the run, and which tests failed', () => {
  const text = renderMarkdown(report);
  expect(text).toContain('**Red** on PostgreSQL 16, 17, seed 42.');
  expect(text).toContain('npm run test:chaos -- --pg 16,17 --seed 42');
  expect(text).toContain('| slow | 1 | 2 | 0 |');
  expect(text).toContain('- N02 a black hole: the run fails (`packages/a/test/chaos/slow');
  expect(text).toContain('- no report');
  expect(text).toContain('Skipped:\n\n- R02 a: b (a.ts, PostgreSQL 16): needs root');
});
