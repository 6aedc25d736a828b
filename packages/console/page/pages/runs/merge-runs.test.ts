import { describe, expect, it } from 'vitest';
import type { WireRunSummary } from '../../../src/wire/runs.js';
import { mergeRuns, takesNewRuns } from './merge-runs.js';
import { readFilter } from './runs-filter.js';

const run = (executionId: string, values: Partial<WireRunSummary> = {}): WireRunSummary =>
  ({ executionId, status: 'running', startedAt: '2026-11-30', ...values }) as WireRunSummary;
const filter = (query = '') => readFilter(new URLSearchParams(query));
const idsOf = (runs: readonly WireRunSummary[]) => runs.map(({ executionId }) => executionId);

describe('mergeRuns', () => {
  const rows = [run('a'), run('b')];

  it('changes rows in their places', () => {
    const { rows: merged } = mergeRuns(rows, [run('b', { status: 'failed' })], filter());
    expect(idsOf(merged)).toEqual(['a', 'b']);
    expect(merged[1]?.status).toBe('failed');
  });

  it('returns new runs apart, the latest first', () => {
    const changed = [run('c', { startedAt: '2026-12-01' }), run('d', { startedAt: '2026-12-02' })];
    const { rows: merged, added } = mergeRuns(rows, changed, filter());
    expect([idsOf(merged), idsOf(added)]).toEqual([
      ['a', 'b'],
      ['d', 'c'],
    ]);
  });

  it.each([
    'job=x',
    'status=failed',
    'trigger=queue',
    'partition=2026-01',
    'schedule=nightly',
    'text=nothing',
  ])('keeps runs out that do not match %s', (query) => {
    expect(mergeRuns(rows, [run('c')], filter(query)).added).toEqual([]);
  });

  it('finds a text in id and error', () => {
    const changed = [run('c'), run('x', { errorMessage: 'Column C is missing' })];
    expect(idsOf(mergeRuns(rows, changed, filter('text=c')).added)).toEqual(['x', 'c']);
  });
});

describe('takesNewRuns', () => {
  it.each([
    ['', true],
    ['range=24h&before=2020', true],
    ['before=2020', false],
    ['cursor=x', false],
    ['sort=duration', false],
    ['order=asc', false],
  ])('%s: %s', (query, takes) => {
    expect(takesNewRuns(filter(query))).toBe(takes);
  });
});
