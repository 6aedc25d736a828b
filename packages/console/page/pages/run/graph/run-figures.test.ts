import { describe, expect, it } from 'vitest';
import type { WireGraph } from '../../../../src/wire/jobs.js';
import type { WireRun } from '../../../../src/wire/runs.js';
import { someRun } from '../../../../test/support/some-run.js';
import { attemptOf, lastAttempt, runFigures } from './run-figures.js';

const graph: WireGraph = {
  nodes: [
    { id: 'a', kind: 'source', name: 'source', label: 'CSV' },
    { id: 'b', kind: 'step', name: 'clean', label: 'clean' },
    { id: 'c', kind: 'table', name: 'load', label: 'people' },
    { id: 'd', kind: 'check', name: 'clean', label: 'clean' },
  ],
  edges: [],
};
const step = (stepName: string, more: Partial<WireRun['steps'][number]> = {}) => ({
  attempt: 1,
  ordinal: 1,
  stepName,
  kind: 'row_transform',
  startedAt: someRun.startedAt,
  endedAt: someRun.completedAt,
  rowsIn: 10,
  rowsOut: 8,
  rowsRejected: 2,
  rowsFiltered: 0,
  warnings: 0,
  rowsFound: null,
  spend: null,
  ...more,
});
const figures = (steps: WireRun['steps'], more: Partial<WireRun> = {}, attempt = 1) =>
  runFigures(graph, { run: someRun, checks: [], steps, ...more }, attempt);

describe('the figures of a run in the graph of its job', () => {
  it('are the counts of its steps', () => {
    const found = figures([step('source'), step('clean')]);
    expect(found.get('a')).toStrictEqual({ state: 'done', rowsOut: 8, rejected: 2, filtered: 0 });
    expect(found.get('b')).toMatchObject({ state: 'done', rowsIn: 10, rowsOut: 8 });
    expect(found.get('c')).toStrictEqual({ state: 'waiting' });
  });

  it('do not take a check for the step of its name', () => {
    const found = figures([step('clean', { kind: 'check' })]);
    expect(found.get('b')).toStrictEqual({ state: 'waiting' });
    expect(found.get('d')).toStrictEqual({ state: 'done' });
  });

  it('show a step without an end as running, and as failed once the run has ended', () => {
    const open = [step('clean', { endedAt: null })];
    expect(figures(open, { run: { ...someRun, status: 'running' } }).get('b')?.state).toBe(
      'running',
    );
    expect(figures(open, { run: { ...someRun, status: 'abandoned' } }).get('b')?.state).toBe(
      'failed',
    );
  });

  it('show a failed check as failed, or as a warning if it only warns', () => {
    const checks = [{ name: 'clean', hasPassed: false, found: 3, severity: null }];
    expect(figures([step('clean', { kind: 'check' })], { checks }).get('d')?.state).toBe('failed');
    const warned = [step('clean', { kind: 'check', warnings: 1 })];
    expect(figures(warned, { checks }).get('d')?.state).toBe('warned');
  });

  it('are those of one attempt', () => {
    const steps = [step('clean', { endedAt: null }), step('clean', { attempt: 2, rowsIn: 99 })];
    const running = { run: { ...someRun, status: 'running' as const } };
    expect(lastAttempt(steps)).toBe(2);
    expect(figures(steps, running, 1).get('b')).toMatchObject({ state: 'failed', rowsIn: 10 });
    expect(figures(steps, running, 2).get('b')).toMatchObject({ state: 'done', rowsIn: 99 });
  });

  it('are those of the attempt that the address names, if there is one', () => {
    const steps = [{ attempt: 1 }, { attempt: 2 }];
    expect(attemptOf('1', steps)).toBe(1);
    expect([null, '', '3', 'x'].map((named) => attemptOf(named, steps))).toStrictEqual([
      2, 2, 2, 2,
    ]);
  });

  it('begin with the first attempt', () => {
    expect(lastAttempt([])).toBe(1);
  });
});
