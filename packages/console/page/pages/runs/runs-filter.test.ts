import { describe, expect, it } from 'vitest';
import { isFiltered, readFilter, runsPath } from './runs-filter.js';

const now = new Date('2026-11-30T13:00:00.000Z');
const pathOf = (query: string): string => runsPath(readFilter(new URLSearchParams(query)), now);

describe('the address of the list of runs', () => {
  it('lists all runs, the latest first', () => {
    expect(pathOf('')).toBe('/runs?sort=started&order=desc');
    expect(isFiltered(new URLSearchParams('sort=ended&cursor=x'))).toBe(false);
  });

  it('passes every filter to the API', () => {
    const query = 'job=a%26b&status=failed,abandoned&trigger=queue&text=x&sort=duration&order=asc';
    expect(pathOf(query)).toBe(
      '/runs?job=a%26b&status=failed%2Cabandoned&trigger=queue&text=x&sort=duration&order=asc',
    );
    expect(isFiltered(new URLSearchParams(query))).toBe(true);
  });

  it('counts a range back from now, and takes it before a time', () => {
    expect(pathOf('range=1h&from=2020-01-01T00:00:00Z')).toBe(
      '/runs?from=2026-11-30T12%3A00%3A00.000Z&sort=started&order=desc',
    );
    expect(pathOf('from=2020-01-01T00:00:00Z')).toContain('from=2020-01-01T00%3A00%3A00Z');
  });

  it('ignores words that name no status', () => {
    expect(pathOf('status=failed,toString,%3Cimg%3E')).toContain('?status=failed&');
  });
});
