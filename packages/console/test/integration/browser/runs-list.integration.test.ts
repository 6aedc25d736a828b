import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser();
const picture = '<img src=x onerror=alert(1)>';
const at = (minute: number): string => new Date(Date.UTC(2026, 1, 3, 0, minute)).toISOString();
const idOf = (index: number): string => `run-${String(index).padStart(3, '0')}`;

beforeAll(async () => {
  for (let index = 0; index < 60; index += 1) {
    const hasFailed = index % 10 === 3;
    await recordRun(used.database, idOf(index), {
      pipeline_name: `pipeline-${index % 3}`,
      job_name: `job-${index % 3}`,
      trigger: index % 2 === 0 ? 'schedule' : 'command',
      started_at: at(index),
      completed_at: at(index + 1),
      duration_ms: 1_000 + ((index * 37) % 60) * 1_000,
      status: hasFailed ? 'failed' : 'success',
      error_code: hasFailed ? 'TARGET_MISSING' : null,
      error_message: hasFailed ? `No table ${picture}.` : null,
    });
  }
});

const rowsOf = (page: Page) => page.locator('tbody tr');
const firstId = (page: Page) => rowsOf(page).first().getAttribute('data-key');

describe('the list of runs', () => {
  it('keeps its filters through reload and back', async () => {
    const page = await used.open('/runs');
    await expect.poll(() => rowsOf(page).count()).toBe(50);
    await page.getByRole('button', { name: 'Failed' }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(6);
    await page.getByLabel('Job', { exact: true }).selectOption('job-0');
    await expect.poll(() => rowsOf(page).count()).toBe(2);
    await page.reload();
    await expect.poll(() => rowsOf(page).count()).toBe(2);
    expect(await page.getByLabel('Job', { exact: true }).inputValue()).toBe('job-0');
    await rowsOf(page).first().getByRole('link').first().click();
    await page.waitForURL(/\/runs\/run-/);
    await page.goBack();
    await expect.poll(() => rowsOf(page).count()).toBe(2);
    await page.goBack();
    await expect.poll(() => rowsOf(page).count()).toBe(6);
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(50);
  });

  it('finds a text of an error, and shows it as text', async () => {
    const page = await used.open('/runs?text=onerror');
    await expect.poll(() => rowsOf(page).count()).toBe(6);
    await page.getByText(`No table ${picture}.`).first().waitFor();
    expect(await page.locator('main img').count()).toBe(0);
    await page.getByLabel('Search').fill('no run has this');
    await page.getByText('No run matches these filters').waitFor();
  });

  it('takes a range of time in the zone of the reader', async () => {
    const page = await used.open('/runs', { zone: 'Asia/Shanghai' });
    await page.getByLabel('Started').selectOption({ label: 'From … to …' });
    await page.getByLabel('From').fill('2026-02-03T08:10');
    await page.getByLabel('Before').fill('2026-02-03T08:15');
    await expect.poll(() => rowsOf(page).count()).toBe(5);
    expect(page.url()).toContain('from=2026-02-03T00%3A10%3A00.000Z');
  });

  it('is sorted by a click on a head, and says so', async () => {
    const page = await used.open('/runs');
    await page.getByRole('button', { name: 'Duration' }).click();
    await expect.poll(() => firstId(page)).toBe(idOf(47));
    const head = page.getByRole('columnheader', { name: 'Duration' });
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    await page.getByRole('button', { name: 'Duration' }).click();
    await expect.poll(() => firstId(page)).toBe(idOf(0));
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
  });

  it('is read by pages, each with its address', async () => {
    const page = await used.open('/runs');
    await page.getByRole('button', { name: 'Next page' }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(10);
    await page.reload();
    await expect.poll(() => rowsOf(page).count()).toBe(10);
    await page.getByRole('button', { name: 'First page' }).click();
    await expect.poll(() => rowsOf(page).count()).toBe(50);
  });

  it('is walked by arrows, and a run is opened by Enter', async () => {
    const page = await used.open('/runs');
    await rowsOf(page).first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.getByText('1 selected').waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url()).toBe(`${used.origin}/runs/${idOf(57)}`);
  });

  it('asks before it cancels the selected runs, and shows the result of each', async () => {
    for (const id of ['open-1', 'open-2', 'open-3']) {
      await recordRun(used.database, id, { status: 'queued', started_at: at(100) });
    }
    const page = await used.open('/runs?status=queued');
    await page.getByRole('checkbox', { name: /open-1/ }).click();
    await page.getByRole('checkbox', { name: /open-3/ }).click({ modifiers: ['Shift'] });
    await page.getByText('3 selected').waitFor();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    const dialog = page.getByRole('dialog', { name: 'Cancel runs' });
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Cancel them' }).click();
    await dialog.getByText('3 runs were asked.').waitFor();
    await dialog.getByRole('button', { name: 'Done' }).click();
    const asked = await used.runs.listRuns({ text: 'open-' });
    expect(asked.items.map(({ status }) => status)).not.toContain('running');
    expect(asked.items.every((run) => run.cancelRequestedAt ?? run.status === 'cancelled')).toBe(
      true,
    );
  });

  it('says for each run why it cannot be run again', async () => {
    const page = await used.open('/runs?status=failed&job=job-0');
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Run again' }).click();
    const dialog = page.getByRole('dialog', { name: 'Run again' });
    await dialog.getByRole('button', { name: 'Run again' }).click();
    await dialog.getByText('2 runs were asked.').waitFor();
    const reasons = await dialog.locator('.bulk__result').allTextContents();
    expect(reasons).toHaveLength(2);
    expect(reasons.join()).toContain('does not have the job');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('changes a row in its place, and moves no row under the pointer', async () => {
    await recordRun(used.database, 'moving', { status: 'queued', started_at: at(200) });
    const page = await used.open('/runs');
    const row = page.locator('tr[data-key="moving"]');
    await row.getByText('Queued').waitFor();
    await row.hover();
    await recordRun(used.database, 'newest', { status: 'queued', started_at: at(201) });
    await page.getByRole('button', { name: 'Show 1 new run' }).waitFor();
    expect(await firstId(page)).toBe('moving');
    await used.database.query(
      `update public.pipeline_executions set status = 'failed', completed_at = now(),
         error_message = 'It failed.' where execution_id = 'moving'`,
      [],
    );
    await row.getByText('Failed', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Show 1 new run' }).click();
    await expect.poll(() => firstId(page)).toBe('newest');
  });

  it('leaves a run of long ago on its page when it ends', async () => {
    const start = new Date(Date.UTC(2026, 0, 1)).toISOString();
    await recordRun(used.database, 'old-one', { status: 'queued', started_at: start });
    const page = await used.open('/runs');
    await expect.poll(() => rowsOf(page).count()).toBe(50);
    const end = `update public.pipeline_executions set status = 'failed', completed_at = now()
      where execution_id = 'old-one'`;
    await used.database.query(end, []);
    await recordRun(used.database, 'after-it', { status: 'queued', started_at: at(300) });
    await expect.poll(() => firstId(page)).toBe('after-it');
    expect(await page.locator('tr[data-key="old-one"]').count()).toBe(0);
  });

  it('shows all columns at 1,280 pixels, also with millions of rows', async () => {
    const rows = { rows_input: 7_654_321, rows_output: 7_654_320, rows_failed: 7_654_321 };
    const more = { duration_ms: 90_061_000, started_at: at(301), trigger: 'command', ...rows };
    await recordRun(used.database, 'with-millions', { ...more, job_name: 'wildlife_strikes' });
    const page = await used.open('/runs');
    await page.getByText('7,654,320').waitFor();
    const hidden = await page
      .locator('.data-table__scroll')
      .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    expect(hidden).toBe(0);
  });

  it('offers a viewer nothing to select', async () => {
    const page = await used.open('/runs', { as: 'viewer' });
    await expect.poll(() => rowsOf(page).count()).toBe(50);
    expect(await page.getByRole('checkbox').count()).toBe(0);
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)('is accessible and fits the window, %s at %d pixels', async (theme, width) => {
    expect(await overflowOf(theme, width)).toBeLessThanOrEqual(0);
  });

  it.each([
    ['dark', 1280],
    ['light', 390],
    ['dark', 2560],
  ] as const)('is so too, %s at %d pixels', { tags: ['full'] }, async (theme, width) => {
    expect(await overflowOf(theme, width)).toBeLessThanOrEqual(0);
  });
});

/** Checks the list by axe, and returns by how many pixels it is wider than its window. */
async function overflowOf(theme: 'light' | 'dark', width: number): Promise<number> {
  const page = await used.open('/runs', { theme, width });
  await expect.poll(() => rowsOf(page).count()).toBe(50);
  await expectAccessible(page);
  return page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
}
