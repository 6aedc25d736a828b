import { exitCodes } from '@wdh/pipeline-core';
import { expect, it } from 'vitest';
import { spendOfRuns, spendRecord } from '../support/spend-record.js';
import { useEnrichment } from '../support/use-enrichment.js';

const trial = useEnrichment();

/** What 600 calls leave. */
const sixHundred = { entries: 600, spent: '6.00', estimates: 0, reservations: 0 };

const companies = async () => {
  const [row] = await trial.sql`select count(*)::int as count from companies`;
  return row?.['count'] as number;
};

const rejectCodes = () => trial.sql`
  select code, count(*)::int as count from rejected_rows group by 1`;

/** Expects each company to be billed once. */
function expectBilled(calls: number): void {
  const { billed } = trial.register;
  expect(billed).toHaveLength(calls);
  expect(new Set(billed).size).toBe(calls);
}

it('enriches 600 of 1,000 companies with 4 workers, and rejects the others', async () => {
  const { status, rows } = await trial.run();
  expectBilled(600);
  expect(status).toBe('success');
  expect(rows).toMatchObject({ read: 1000, inserted: 600, rejected: 400 });
  expect(await companies()).toBe(600);
  expect(await rejectCodes()).toEqual([{ code: 'BUDGET_EXCEEDED', count: 400 }]);
  expect(await spendRecord(trial.sql)).toEqual(sixHundred);
  expect(await spendOfRuns(trial.sql)).toEqual([
    { status: 'success', cost: '6.00', calls: 600, cached: 0 },
  ]);
});

it('names run, job, step and record in each entry', async () => {
  const { executionId } = await trial.run();
  const [row] = await trial.sql`
    select count(distinct row_number)::int as records, min(provider) as provider
    from spend_entries
    where execution_id = ${executionId} and job_name = 'enrichment' and step_name = 'enrich'`;
  expect(row).toEqual({ records: 600, provider: 'register' });
});

it('ends instead if the run says so: nothing is loaded, and the record has what was spent', async () => {
  const { status, error } = await trial.run({ whenBlocked: 'end' });
  expectBilled(600);
  expect(status).toBe('failed');
  expect(error).toMatchObject({ code: 'BUDGET_EXCEEDED', category: 'budget' });
  expect(await companies()).toBe(0);
  expect(await spendRecord(trial.sql)).toEqual(sixHundred);
  expect(await spendOfRuns(trial.sql)).toEqual([
    { status: 'failed', cost: '6.00', calls: 600, cached: 0 },
  ]);
});

it('pays for the other 400 alone when the budget is raised and the run repeated', async () => {
  await trial.run({ whenBlocked: 'end' });
  await trial.allow('10.00');
  const { rows } = await trial.run({ whenBlocked: 'end' });
  expectBilled(1000);
  expect(rows).toMatchObject({ read: 1000, inserted: 1000, rejected: 0 });
  expect(await spendOfRuns(trial.sql)).toEqual([
    { status: 'failed', cost: '6.00', calls: 600, cached: 0 },
    { status: 'success', cost: '4.00', calls: 400, cached: 600 },
  ]);
});

it('pays for the other 400 alone when the rejected rows are replayed', async () => {
  const { executionId } = await trial.run();
  await trial.allow('10.00');
  const { open, outcome } = await trial.replay(executionId);
  expect(open).toMatchObject({ replayable: 400 });
  expectBilled(1000);
  expect(outcome?.rows).toMatchObject({ read: 400, inserted: 400, rejected: 0 });
  expect(await companies()).toBe(1000);
  expect(await spendRecord(trial.sql)).toEqual({ ...sixHundred, entries: 1000, spent: '10.00' });
});

it('repeats the run for nothing while the budget is used up', async () => {
  await trial.run();
  const { rows } = await trial.run({}, { force: true });
  expectBilled(600);
  expect(rows).toMatchObject({ unchanged: 600, rejected: 400 });
  expect(await spendRecord(trial.sql)).toEqual(sixHundred);
});

it('pays in a rehearsal, whose answers the run then has for nothing', async () => {
  const { status } = await trial.run({}, { dryRun: true });
  expect(status).toBe('rehearsed');
  expectBilled(600);
  expect(await companies()).toBe(0);
  const { rows } = await trial.run();
  expectBilled(600);
  expect(rows).toMatchObject({ inserted: 600, rejected: 400 });
});

it('ends the program with the exit code of a budget', async () => {
  await using job = trial.start('--param', 'whenBlocked=end');
  const { code, stdout, stderr } = await job.end(60_000);
  expect(code).toBe(exitCodes.budget);
  expect(`${stdout}${stderr}`).toContain('BUDGET_EXCEEDED');
  expectBilled(600);
});
