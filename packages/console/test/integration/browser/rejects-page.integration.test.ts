import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser();
const address = '/runs/exec_rejects/rejects';

beforeAll(async () => {
  await recordRun(used.database, 'exec_rejects', {
    ...{ job_name: 'strikes', completed_at: '2026-02-03', rows_input: 70, rows_failed: 63 },
  });
  await used.database.query(
    `insert into public.rejected_rows (execution_id, step_name, field, code, message, line_number, input)
     select 'exec_rejects', 'validate', 'amount', 'INVALID_VALUE', '=1+1 is no number', line + 1,
       json_build_object('id', line, 'amount', '=secret' || line)
     from generate_series(1, 60) as line
     union all
     select 'exec_rejects', 'reader', null, 'RECORD_MALFORMED', 'has too few cells', line + 100, null
     from generate_series(1, 3) as line`,
  );
});

describe('the rejected rows of a run', () => {
  it('are counted by code and column, and a click shows those alone', async () => {
    const page = await used.open(address);
    const rows = page.locator('.reject-row');
    await page.getByRole('row', { name: /INVALID_VALUE amount 60/ }).waitFor();
    await page.getByRole('button', { name: 'RECORD_MALFORMED' }).first().click();
    await expect.poll(() => rows.count()).toBe(3);
    await page.reload();
    await expect.poll(() => rows.count()).toBe(3);
    expect(await rows.first().textContent()).toContain('line 101');
    await page.goBack();
    await expect.poll(() => rows.count()).toBe(50);
  });

  it('hide their values without the role, and say how to get it', async () => {
    const page = await used.open(address);
    await page.getByText('The values of these rows are hidden').waitFor();
    await page.locator('.reject-row__head').first().click();
    await page.locator('.record-table').waitFor();
    expect(await page.locator('body').textContent()).not.toContain('secret');
    expect(await page.getByRole('link', { name: /^CSV/ }).count()).toBe(0);
    await page.getByText('A CSV file of the rows needs the role data.').waitFor();
  });

  it('open to the record with the bad column marked', async () => {
    const page = await used.open(address, { as: 'data' });
    await page.locator('.reject-row__head').first().click();
    const bad = page.locator('.record-table__bad');
    expect(await bad.textContent()).toContain('amount=secret1=1+1 is no number');
  });

  it('are read by pages', async () => {
    const page = await used.open(`${address}?code=INVALID_VALUE&field=amount`, { as: 'data' });
    const rows = page.locator('.reject-row');
    await expect.poll(() => rows.count()).toBe(50);
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => rows.count()).toBe(10);
    expect(await rows.last().textContent()).toContain('line 61');
    await page.goBack();
    await expect.poll(() => rows.count()).toBe(50);
  });

  it.each([
    ['CSV for a spreadsheet', ",'=1+1 is no number,"],
    ['CSV with formulas as they are', ',=1+1 is no number,'],
  ])('become a file by %s', async (name, cell) => {
    const page = await used.open(`${address}?code=INVALID_VALUE&field=amount`, { as: 'data' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name, exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('rejects-exec_rejects.csv');
    const file = join(mkdtempSync(join(tmpdir(), 'wdh-download-')), 'rejects.csv');
    await download.saveAs(file);
    const text = await readFile(file, 'utf8');
    expect(text.split('\n').filter((line) => line.includes('INVALID_VALUE'))).toHaveLength(60);
    expect(text).toContain(cell);
  });

  it('are those of all runs on the page of the job, each with its run', async () => {
    const page = await used.open('/jobs/strikes/rejects?code=INVALID_VALUE&field=amount', {
      as: 'data',
    });
    await page.locator('.reject-row__head').first().click();
    const run = page.locator('.reject-row__body').getByRole('link', { name: 'exec_rejects' });
    expect(await run.getAttribute('href')).toBe('runs/exec_rejects');
  });

  it.each(['light', 'dark'] as const)('can be used by everyone, %s', async (theme) => {
    const page = await used.open(address, { theme, as: 'data', width: 390 });
    await page.locator('.reject-row__head').first().click();
    await page.locator('.record-table').waitFor();
    await expectAccessible(page);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
  });

  it('say that there is no such run', async () => {
    const page = await used.open('/runs/exec_missing/rejects', { allows: [/status of 404/] });
    await page.getByText('There is no such run.').waitFor();
    expect(await page.getByText('No rejected rows were kept').count()).toBe(0);
  });

  it('say that none were kept', async () => {
    await recordRun(used.database, 'exec_none', { completed_at: '2026-02-03' });
    const page = await used.open('/runs/exec_none/rejects');
    await page.getByText('No rejected rows were kept').waitFor();
    expect(await page.locator('.reject-row').count()).toBe(0);
  });
});
