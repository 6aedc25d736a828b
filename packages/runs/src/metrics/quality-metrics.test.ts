import { describe, expect, it } from 'vitest';
import { qualityMetricsOf } from './quality-metrics.js';
import type { RowCounts } from './row-counts.js';

const none = {
  read: 0,
  inserted: 0,
  updated: 0,
  unchanged: 0,
  superseded: 0,
  deleted: 0,
  rejected: 0,
  filtered: 0,
  added: 0,
};

const figuresOf = (rows: RowCounts) =>
  Object.fromEntries(qualityMetricsOf(rows).map(({ name, value }) => [name, value]));

describe('qualityMetricsOf', () => {
  it('returns counts, and shares of the rows read', () => {
    const rows = { ...none, read: 200, inserted: 100, updated: 40, rejected: 50, filtered: 10 };
    expect(figuresOf(rows)).toEqual({
      rows_read: 200,
      rows_loaded: 140,
      rows_rejected: 50,
      rejected_share: 0.25,
      filtered_share: 0.05,
      superseded_share: 0,
    });
  });

  it('returns shares of zero if nothing was read', () => {
    expect(figuresOf(none)).toMatchObject({ rejected_share: 0 });
  });
});
