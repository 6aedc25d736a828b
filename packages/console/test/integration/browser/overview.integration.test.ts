import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser();
const minutesAgo = (minutes: number): string =>
  new Date(Date.now() - minutes * 60_000).toISOString();
const picture = '<img src=x onerror=alert(1)>';

describe('the overview', () => {
  it('says that nothing has run, and what to do', async () => {
    const page = await used.open('/');
    await page.getByText('Nothing has run yet').waitFor();
    await page.getByText('wdh run JOB').waitFor();
    await expectAccessible(page);
  });

  it('says that everything is all right, and shows a run as soon as it is requested', async () => {
    await recordRun(used.database, 'done', {
      started_at: minutesAgo(3),
      completed_at: minutesAgo(2),
      duration_ms: 60_000,
    });
    const page = await used.open('/');
    await page.getByText('Everything is all right').waitFor();
    await recordRun(used.database, 'live', {
      // A running one without a process would be marked abandoned.
      status: 'queued',
      pipeline_name: 'requested-meanwhile',
      started_at: minutesAgo(0),
    });
    await page.getByRole('link', { name: 'requested-meanwhile' }).waitFor();
    await expect.poll(() => page.getByText('Waiting: 1.').count()).toBe(1);
  });

  it('says what failed, and why, in both themes', async () => {
    await recordRun(used.database, 'lost', {
      status: 'failed',
      pipeline_name: 'bad-day',
      error_code: 'TARGET_MISSING',
      error_message: `Column ${picture} does not exist.`,
      started_at: minutesAgo(5),
      completed_at: minutesAgo(4),
    });
    for (const theme of ['light', 'dark'] as const) {
      const page = await used.open('/', { theme });
      await page.getByText('1 run failed since yesterday').waitFor();
      await page.getByText(`Column ${picture} does not exist.`).waitFor();
      expect(await page.locator('main img').count()).toBe(0);
      await page.getByText('Show as a table').click();
      await page.getByRole('columnheader', { name: 'Runs failed' }).waitFor();
      await expectAccessible(page);
    }
  });

  it('fits a phone', async () => {
    const page = await used.open('/', { width: 390, height: 800 });
    await page.getByText('1 run failed since yesterday').waitFor();
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    expect(widths[0]).toBeLessThanOrEqual(widths[1] ?? 0);
    await expectAccessible(page);
  });

  it('shows the beginning of a long reason, and the failures below it', async () => {
    await recordRun(used.database, 'wordy', {
      status: 'failed',
      error_message: 'wordy'.repeat(1_000),
      started_at: minutesAgo(7),
      completed_at: minutesAgo(6),
    });
    const page = await used.open('/');
    const reason = page.locator('.overview__reason', { hasText: 'wordy' });
    const height = await reason.evaluate((element) => element.getBoundingClientRect().height);
    expect(height).toBeLessThan(100);
  });
});
