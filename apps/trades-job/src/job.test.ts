import { testJob } from '@wdh/job/testing';
import { expect, it } from 'vitest';
import { tradesJob } from './job.js';

it('loads every record of the sample', async () => {
  const sample = new URL('../data/BTCUSDT-trades-2025-01-15.csv', import.meta.url);
  const { rows, rejected } = await testJob(tradesJob, sample);
  expect(rejected).toEqual([]);
  expect(rows).toHaveLength(200);
});
