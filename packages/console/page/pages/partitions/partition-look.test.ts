import { describe, expect, it } from 'vitest';
import { countStates, countWanted } from './partition-look.js';
import type { Partition } from './partition-rows.js';

const statuses: readonly Partition['status'][] = [
  'success',
  'success',
  'failed',
  'queued',
  'running',
  'outdated',
  'missing',
];
const items = statuses.map((status, at) => ({ key: String(at), status, run: null }));

describe('the states of partitions', () => {
  it('are counted', () => {
    expect(Object.fromEntries(countStates(items))).toEqual({
      success: 2,
      failed: 1,
      queued: 1,
      running: 1,
      outdated: 1,
      missing: 1,
    });
  });

  it('decide what a backfill loads', () => {
    expect(countWanted(items, true)).toBe(3);
    expect(countWanted(items, false)).toBe(7);
  });
});
