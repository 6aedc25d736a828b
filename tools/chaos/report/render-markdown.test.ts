import { expect, it } from 'vitest';
import type { ChaosReport } from './chaos-report.js';
import { brokenIds, renderMarkdown } from './render-markdown.js';

const test = {
  file: 'packages/a/test/chaos/slow/a.chaos.test.ts',
  category: 'slow',
  id: 'N02',
  fault: 'a black hole',
  promise: 'the run fails',
  title: 'N02 a black hole: the run fails',
  isFull: false,
  status: 'failed' as const,
  durationMs: 1,
  serverVersion: 17,
};
const report: ChaosReport = {
  startedAt: '2030-01-01T00:00:00.000Z',
  durationMs: 1,
  seed: 42,
  versions: [16, 17],
  tests: [test, { ...test, serverVersion: 16 }, { ...test, id: 'N01', status: 'passed' }],
  problems: ['no report'],
};

it('names each broken id once', () => {
  expect(brokenIds(report)).toEqual(['N02']);
});

it('says how to repeat the run, and what failed where', () => {
  const text = renderMarkdown(report);
  expect(text).toContain('**Red** on PostgreSQL 16, 17, seed 42.');
  expect(text).toContain('npm run test:chaos -- --pg 16,17 --seed 42');
  expect(text).toContain('| slow | 1 | 2 | 0 |');
  expect(text).toContain('- N02 a black hole: the run fails (`packages/a/test/chaos/slow');
  expect(text).toContain('- no report');
});
