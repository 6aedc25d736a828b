import { expect, it } from 'vitest';
import { spendOfRuns, spendRecord } from '../../support/spend-record.js';
import { useEnrichment } from '../../support/use-enrichment.js';

const trial = useEnrichment();

it('B01 four processes with a budget for 600 of their 1,000 calls: 600 calls, and no other', async () => {
  const files = await trial.split(4);
  const jobs = files.map((file) => trial.start('--input', file));
  const ends = await Promise.all(jobs.map((job) => job.end(120_000)));
  expect(ends.map(({ code }) => code)).toEqual([0, 0, 0, 0]);
  expect(trial.register.billed).toHaveLength(600);
  expect(new Set(trial.register.billed).size).toBe(600);
  const [rows] = await trial.sql`
    select (select count(*)::int from companies) as loaded, count(*)::int as rejected
    from rejected_rows where code = 'BUDGET_EXCEEDED'`;
  expect(rows).toEqual({ loaded: 600, rejected: 400 });
  const entered = await spendRecord(trial.sql);
  expect(entered).toEqual({ entries: 600, spent: '6.00', estimates: 0, reservations: 0 });
  const runs = (await spendOfRuns(trial.sql)) as readonly { calls: number }[];
  expect(runs.reduce((sum, { calls }) => sum + calls, 0)).toBe(600);
});
