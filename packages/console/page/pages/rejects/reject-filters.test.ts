import { describe, expect, it } from 'vitest';
import {
  rejectCountsPath,
  rejectFiltersOf,
  rejectsCsvAddress,
  rejectsPath,
} from './reject-filters.js';

const filters = (query: string) => rejectFiltersOf(new URLSearchParams(query));
const run = { kind: 'run', run: 'exec/1' } as const;

describe('the filters of rejected rows', () => {
  it('are none without a query', () => {
    expect(rejectsPath(run, filters(''))).toBe('/runs/exec%2F1/rejects');
    expect(rejectCountsPath({ kind: 'job', job: 'a b' })).toBe('/jobs/a%20b/rejects/counts');
  });

  it('are those of the address', () => {
    const path = rejectsPath(run, filters('code=X&field=a%26b&state=open&cursor=12'));
    expect(path).toBe('/runs/exec%2F1/rejects?code=X&field=a%26b&isResolved=false&cursor=12');
    expect(rejectsPath(run, filters('whole=true&state=repaired'))).toBe(
      '/runs/exec%2F1/rejects?whole=true&isResolved=true',
    );
  });

  it('ignore a state that is not known', () => {
    expect(filters('state=odd').isResolved).toBeNull();
  });

  it('are those of the CSV file, which has the rows of all pages', () => {
    expect(rejectsCsvAddress(run, filters('code=X&cursor=12'), false)).toBe(
      'api/runs/exec%2F1/rejects.csv?code=X',
    );
    expect(rejectsCsvAddress({ kind: 'job', job: 'a' }, filters(''), true)).toBe(
      'api/jobs/a/rejects.csv?formulas=keep',
    );
  });
});
