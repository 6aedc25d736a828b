import { describe, expect, it } from 'vitest';
import type { WireJobSummary } from '../../../src/wire/jobs.js';
import { matchingJobs } from './matching-jobs.js';

const job = (name: string, more: Partial<WireJobSummary> = {}): WireJobSummary => ({
  name,
  isRegistered: true,
  version: '1',
  description: 'Load people.',
  target: 'public.people',
  mode: 'append',
  lastRuns: [],
  statistics: { ended: 0, successRate: null, medianDurationMs: null, medianLoaded: null },
  schedules: [],
  watches: [],
  hasPartitions: false,
  ...more,
});

describe('matchingJobs', () => {
  const jobs = [
    job('people', { schedules: ['nightly'] }),
    job('trades', { target: 'market.trades', description: null }),
  ];
  it.each([
    ['', ['people', 'trades']],
    ['  ', ['people', 'trades']],
    ['PEOPLE', ['people']],
    ['market', ['trades']],
    ['nightly load', ['people']],
    ['nightly market', []],
    ['null', []],
  ])('finds %j', (search, names) => {
    expect(matchingJobs(jobs, search).map(({ name }) => name)).toEqual(names);
  });
});
