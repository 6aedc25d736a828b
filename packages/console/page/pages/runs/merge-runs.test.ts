import { describe, expect, it } from 'vitest';
import type { WireRunSummary } from '../../../src/wire/runs.js';
import { insertRuns, mergeRuns, takesNewRuns } from './merge-runs.js';
import { readFilter } from './runs-filter.js';

const run = (executionId: string, values: Partial<WireRunSummary> = {}): WireRunSummary =>
  ({ executionId, status: 'running', startedAt: '2026-11-30', ...values }) as WireRunSummary;
const filter = (query = '') => readFilter(new URLSearchParams(query));
const now = new Date('2026-11-30T12:00:00.000Z');
const shown = (query = '', hasMore = false) => ({ filter: filter(query), now, hasMore });
const idsOf = (runs: readonly WireRunSummary[]) => runs.map(({ executionId }) => executionId);

describe('mergeRuns', () => {
  const rows = [run('a'), run('b')];

  it('changes rows in their places', () => {
    const { rows: merged } = mergeRuns(rows, [run('b', { status: 'failed' })], shown());
    expect(idsOf(merged)).toEqual(['a', 'b']);
    expect(merged[1]?.status).toBe('failed');
  });

  it('returns new runs apart, the latest first', () => {
    const changed = [run('c', { startedAt: '2026-12-01' }), run('d', { startedAt: '2026-12-02' })];
    const { rows: merged, added } = mergeRuns(rows, changed, shown());
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
    expect(mergeRuns(rows, [run('c')], shown(query)).added).toEqual([]);
  });

  it('finds a text in id and error', () => {
    const changed = [run('c'), run('x', { errorMessage: 'Column C is missing' })];
    expect(idsOf(mergeRuns(rows, changed, shown('text=c')).added)).toEqual(['x', 'c']);
  });
});

describe('a run of long ago that changes', () => {
  const rows = [run('a', { startedAt: '2026-11-30T11:00:00.000Z' })];
  const old = [run('old', { startedAt: '2026-11-20T11:00:00.000Z' })];

  it.each(['range=1h', 'from=2026-11-30T00:00:00Z'])('stays out of a list with %s', (query) => {
    expect(mergeRuns(rows, old, shown(query)).added).toEqual([]);
  });

  it('stays on the page where it is', () => {
    expect(mergeRuns(rows, old, shown('', true)).added).toEqual([]);
    expect(mergeRuns(rows, old, shown()).added).toEqual(old);
  });

  it('is put where it belongs', () => {
    expect(idsOf(insertRuns(rows, old))).toEqual(['a', 'old']);
  });
});

describe('insertRuns', () => {
  it('shows a run once, although it is reported twice before the list is drawn', () => {
    const late = run('late', { status: 'failed', startedAt: '2026-12-01' });
    const drawn = insertRuns(insertRuns([run('a')], [run('late')]), [late]);
    expect(drawn).toEqual([late, run('a')]);
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
