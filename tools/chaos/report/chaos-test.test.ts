import { describe, expect, it } from 'vitest';
import { readChaosReport } from './chaos-test.js';

const file = '/w/packages/a/test/chaos/slow/black-hole.chaos.test.ts';
const reportOf = (...assertionResults: { title: string; status: string; tags?: string[] }[]) => ({
  testResults: [{ name: file, status: 'passed', message: '', assertionResults }],
});

describe('readChaosReport', () => {
  it('reads id, fault, promise and category', () => {
    const { tests, problems } = readChaosReport(
      reportOf({ title: 'N02 a black hole: the run fails: with 3', status: 'passed' }),
      '/w',
      17,
    );
    expect(problems).toEqual([]);
    expect(tests).toEqual([
      {
        file: 'packages/a/test/chaos/slow/black-hole.chaos.test.ts',
        category: 'slow',
        id: 'N02',
        fault: 'a black hole',
        promise: 'the run fails: with 3',
        title: 'N02 a black hole: the run fails: with 3',
        isFull: false,
        status: 'passed',
        durationMs: 0,
        serverVersion: 17,
      },
    ]);
  });

  it('recognises tests for the full run by their tag', () => {
    const report = reportOf({ title: 'L01 a: b', status: 'skipped', tags: ['full'] });
    expect(readChaosReport(report, '/w', null).tests[0]).toMatchObject({
      isFull: true,
      status: 'skipped',
    });
  });

  it('reports titles without id, fault or promise', () => {
    const report = reportOf(
      { title: 'a black hole: fails', status: 'passed' },
      { title: 'N02 a black hole fails', status: 'passed' },
    );
    expect(readChaosReport(report, '/w', 17).problems).toHaveLength(2);
  });

  it('reports files that failed to load', () => {
    const report = {
      testResults: [{ name: file, status: 'failed', message: 'Boom', assertionResults: [] }],
    };
    expect(readChaosReport(report, '/w', 17).problems).toEqual([
      'packages/a/test/chaos/slow/black-hole.chaos.test.ts failed: Boom',
    ]);
  });
});
