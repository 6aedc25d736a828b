import { describe, expect, it } from 'vitest';
import { compareCounts } from './test-counts.js';

describe('compareCounts', () => {
  it('accepts the same counts', () => {
    expect(compareCounts({ unit: 100, integration: 20 }, { unit: 100, integration: 20 })).toEqual(
      [],
    );
  });

  it('accepts a few tests more', () => {
    expect(compareCounts({ unit: 100 }, { unit: 110 })).toEqual([]);
  });

  it('counts missing tests', () => {
    expect(compareCounts({ unit: 100 }, { unit: 99 })).toEqual([
      expect.stringMatching(/^1 of 100 unit tests are missing/),
    ]);
  });

  it('reports a kind that did not run', () => {
    expect(compareCounts({ integration: 20 }, {})).toEqual([
      expect.stringMatching(/^20 of 20 integration tests are missing/),
    ]);
  });

  it('fails for an outdated snapshot', () => {
    expect(compareCounts({ unit: 100 }, { unit: 111 })).toEqual([
      expect.stringContaining('npm run renew -- counts'),
    ]);
  });
});
