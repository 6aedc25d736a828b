import { describe, expect, it } from 'vitest';
import { isFiltered, logFiltersOf, runStreamPath } from './log-filters.js';

const filters = (query: string) => logFiltersOf(new URLSearchParams(query));

describe('the filters of the log', () => {
  it('are read from the address, and an unknown level is ignored', () => {
    expect(filters('level=error&step=load&text=a+b')).toStrictEqual({
      level: 'error',
      step: 'load',
      text: 'a b',
    });
    expect(filters('level=shout').level).toBeNull();
  });

  it('are those of the stream, with every value encoded', () => {
    expect(runStreamPath('a/b', filters('level=warn&step=x%26y'))).toBe(
      '/runs/a%2Fb/stream?levels=warn%2Cerror&step=x%26y',
    );
    expect(runStreamPath('exec_1', filters(''))).toBe('/runs/exec_1/stream');
  });

  it('leave lines out if there is one', () => {
    expect(isFiltered(filters(''))).toBe(false);
    expect(isFiltered(filters('text=a'))).toBe(true);
  });
});
