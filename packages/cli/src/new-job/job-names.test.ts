import { expect, test } from 'vitest';
import { jobNames } from './job-names.js';

test.each([
  ['daily_sales', 'daily-sales', 'daily_sales', 'dailySalesJob'],
  ['daily-sales', 'daily-sales', 'daily_sales', 'dailySalesJob'],
  ['csv', 'csv', 'csv', 'csvJob'],
  ['class', 'class', 'class', 'classJob'],
  ['define', 'define', 'define', 'defineJobJob'],
  ['define-job', 'define-job', 'define_job', 'defineJobJob'],
  ['nightly-job', 'nightly-job', 'nightly_job', 'nightlyJob'],
  ['job', 'job', 'job', 'jobJob'],
])('names everything of the job %s', (job, folder, table, constant) => {
  expect(jobNames(job)).toEqual({ job, folder, table, constant });
});

test('a folder of its own names the package, and nothing else', () => {
  expect(jobNames('trades', 'trades_job')).toEqual({
    job: 'trades',
    folder: 'trades-job',
    table: 'trades',
    constant: 'tradesJob',
  });
  expect(() => jobNames('trades', '../trades')).toThrow(
    expect.objectContaining({ code: 'JOB_NAME_INVALID' }),
  );
});

test.each([
  ['Daily Sales', 'daily_sales'],
  ['Größe 2024', 'gro_e_2024'],
  ['2024', 'my_rows'],
  ['2024-sales', 'sales'],
  ['客户', 'my_rows'],
  ['', 'my_rows'],
  ['a__b', 'a_b'],
  ['-x', 'x'],
  ['../x', 'x'],
  ['node_modules', 'node_modules_rows'],
  ['dist', 'dist_rows'],
  ['x'.repeat(64), 'x'.repeat(63)],
])('refuses the name %j and proposes %s', (name, proposal) => {
  expect(() => jobNames(name)).toThrow(
    expect.objectContaining({
      code: 'JOB_NAME_INVALID',
      category: 'usage',
      summary: expect.stringMatching(`Use a name such as ${proposal}\\.$`) as string,
    }),
  );
  expect(jobNames(proposal).job).toBe(proposal);
});
