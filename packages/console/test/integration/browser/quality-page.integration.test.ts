import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { launchProject } from '../../support/launch/launch-jobs.js';
import { recordCheck, recordMetric, recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser({ project: launchProject });
const runs = Array.from({ length: 300 }, () => randomUUID());

beforeAll(async () => {
  for (const [at, run] of runs.entries()) {
    const startedAt = new Date(Date.UTC(2026, 0, 1) + at * 3_600_000).toISOString();
    await recordRun(used.database, run, { job_name: 'people', started_at: startedAt });
    await recordMetric(used.database, run, { metric_value: at / 1_000 });
    const day = { column_name: 'day', metric_name: 'max', metric_value: null };
    await recordMetric(used.database, run, { ...day, metric_text: startedAt.slice(0, 10) });
    const name = { column_name: 'name', metric_name: 'max', metric_value: null };
    await recordMetric(used.database, run, { ...name, metric_text: `name ${at % 5}` });
    if (at >= 290) {
      const found = at === 295 ? { rows_found: 3, warnings: 0, rows_rejected: 0 } : {};
      await recordCheck(used.database, run, {
        started_at: startedAt,
        ended_at: startedAt,
        ...found,
      });
    }
  }
}, 60_000);

describe('the page of data quality', () => {
  it('plots a figure of hundreds of runs; a click on a point leads to its run', async () => {
    const page = await used.open('/jobs/people/quality?runs=300');
    const points = page.locator('.plot__point');
    await expect.poll(() => points.count()).toBe(300);
    const point = page.getByRole('link', { name: /^10 %, run of/ });
    await point.locator('.plot__dot').click();
    await page.waitForURL(`**/runs/${runs[100] ?? ''}`);
  });

  it('leads through the points by arrows, and opens a run by Enter', async () => {
    const page = await used.open('/jobs/people/quality');
    const points = page.locator('.plot__point');
    await expect.poll(() => points.count()).toBe(100);
    await points.last().focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/runs/${runs[297] ?? ''}`);
  });

  it('keeps column, figure and number of runs in the address, over reload and back', async () => {
    const page = await used.open('/jobs/people/quality');
    await page.getByRole('heading', { name: 'Rejected share' }).waitFor();
    await page.getByLabel('Search').fill('day');
    await page.getByLabel('Column').selectOption('day');
    await page.getByRole('heading', { name: 'Max of day' }).waitFor();
    await page.getByLabel('Runs', { exact: true }).selectOption('30');
    await expect.poll(() => page.locator('.plot__point').count()).toBe(30);
    await page.reload();
    await page.getByRole('heading', { name: 'Max of day' }).waitFor();
    expect(await page.getByLabel('Runs', { exact: true }).inputValue()).toBe('30');
    await page.goBack();
    await expect.poll(() => page.getByLabel('Runs', { exact: true }).inputValue()).toBe('100');
  });

  it('lists texts, which have no place on an axis', async () => {
    const page = await used.open('/jobs/people/quality?column=name&metric=max&runs=30');
    await page.getByText('These values are texts').waitFor();
    await page.getByRole('cell', { name: 'name 4' }).first().waitFor();
    expect(await page.locator('.plot').count()).toBe(0);
  });

  it('shows the outcome of a check by colour, icon and word', async () => {
    const page = await used.open('/jobs/people/quality');
    const strip = page.getByRole('list', { name: /^has_rows/ });
    await expect.poll(() => strip.getByRole('link').count()).toBe(10);
    const failed = strip.getByRole('link', { name: /^Failed, 3 found/ });
    expect(await failed.getAttribute('href')).toBe(`runs/${runs[295] ?? ''}`);
    await expect.poll(() => strip.getByRole('link', { name: /^Passed/ }).count()).toBe(9);
  });

  it('says what to do where no run has figures', async () => {
    const page = await used.open('/jobs/parts/quality');
    await page.getByText('There are no figures yet').waitFor();
    await page.getByRole('link', { name: 'launch the job' }).click();
    await page.getByRole('heading', { name: 'Launch parts' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/jobs/parts/launch');
  });

  it.each(['light', 'dark'] as const)('is accessible and fits a phone (%s)', async (theme) => {
    const page = await used.open('/jobs/people/quality', { theme, width: 390 });
    await expect.poll(() => page.locator('.plot__point').count()).toBe(100);
    await page.getByText('100 values as a table').click();
    await page.getByRole('table').waitFor();
    await expectAccessible(page);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
