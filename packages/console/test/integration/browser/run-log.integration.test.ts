import { runJob } from '@wdh/job';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { gatedJob, lettersTable } from '../../support/live/gated-job.js';
import { recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser();

/** Records lines of a log: each hundredth is an error of the step `load`. */
const recordLines = (executionId: string, from: number, to: number) =>
  used.database.query(
    `insert into public.run_events (execution_id, sequence, occurred_at, level, event, step_name, payload)
     select $1, line, now(), case when line % 100 = 0 then 'error' else 'info' end, 'line.' || line,
       case when line % 100 = 0 then 'load' else 'source' end, json_build_object('number', line)
     from generate_series($2::int, $3::int) as line`,
    [executionId, from, to],
  );

beforeAll(async () => {
  await used.database.query(lettersTable);
  await recordRun(used.database, 'exec_long', { job_name: 'long', completed_at: '2026-02-03' });
  await recordLines('exec_long', 1, 100_000);
});

const log = (page: Page) => page.locator('.log__lines');
const line = (page: Page, name: string) =>
  page.getByRole('row', { name: new RegExp(`\\b${name}\\b`) });

describe('the log of a run', () => {
  it('draws a few of a hundred thousand lines, and reaches the last one by a key', async () => {
    const page = await used.open('/runs/exec_long');
    await page.getByText('100,000 lines', { exact: true }).waitFor();
    expect(await page.locator('.log-line').count()).toBeLessThan(100);
    await log(page).focus();
    await page.keyboard.press('End');
    await line(page, 'line.100000').waitFor();
    expect(await page.locator('.log-line').count()).toBeLessThan(100);
    await page.keyboard.press('Home');
    await line(page, 'line.1').waitFor();
  });

  it('opens a line to its whole payload, without a mouse', async () => {
    const page = await used.open('/runs/exec_long?level=error');
    await line(page, 'line.100').waitFor();
    await log(page).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const opened = page.locator('.log-open__text');
    expect(await opened.textContent()).toContain('"number": 200');
    await page.keyboard.press('Escape');
    await expect.poll(() => opened.count()).toBe(0);
  });

  it('shows what it opens, also below the last line', async () => {
    const page = await used.open('/runs/exec_long?level=error');
    await page.getByText('1,000 lines that match', { exact: true }).waitFor();
    await log(page).focus();
    await page.keyboard.press('End');
    await line(page, 'line.100000').waitFor();
    await page.keyboard.press('Enter');
    const opened = page.locator('.log-open');
    await opened.waitFor();
    const bottomOf = (element: Element): number => element.getBoundingClientRect().bottom;
    const bottom = await log(page).evaluate(bottomOf);
    await expect.poll(() => opened.evaluate(bottomOf)).toBeLessThanOrEqual(bottom);
  });

  it('keeps its filters after a reload, and leaves them by the button back', async () => {
    const page = await used.open('/runs/exec_long');
    await page.getByRole('button', { name: 'Errors', exact: true }).click();
    await page.getByText('1,000 lines that match').waitFor();
    await page.getByLabel('Search the log').fill('line.5000');
    await line(page, 'line.5000').waitFor();
    await page.getByText('2 lines that match').waitFor();
    await page.reload();
    await page.getByText('2 lines that match').waitFor();
    expect(await page.getByLabel('Search the log').inputValue()).toBe('line.5000');
    await page.goBack();
    await page.getByText('100,000 lines', { exact: true }).waitFor();
  });

  it('shows no line of the stream before, in a browser that is late to close it', async () => {
    const page = await used.open('/');
    await page.addInitScript(() => {
      const later = window.setTimeout.bind(window);
      const slow = (act: FrameRequestCallback): number => later(act, 500, 0);
      window.requestAnimationFrame = slow;
      // What waits for a frame takes a short time in its place.
      const delay = (act: TimerHandler, ms = 0) => later(act, ms > 0 && ms <= 100 ? 500 : ms);
      window.setTimeout = delay as typeof window.setTimeout;
    });
    await page.goto(`${used.origin}/runs/exec_long`);
    await page.getByText(/lines so far/).waitFor();
    await page.getByRole('button', { name: 'Errors', exact: true }).click();
    await page.getByText('1,000 lines that match', { exact: true }).waitFor();
    await expect.poll(() => line(page, 'line.100').count()).toBe(1);
  });

  it('follows new lines, and stays where the reader scrolls to', async () => {
    const { job, begun, release } = gatedJob('followed');
    const host = { connectionUrl: used.url, executionId: 'exec_follow', migrate: false };
    const running = runJob(job, {}, host);
    await begun;
    await recordLines('exec_follow', 1_000_001, 1_000_500);
    const page = await used.open('/runs/exec_follow');
    await line(page, 'line.1000500').waitFor();
    await log(page).hover();
    await page.mouse.wheel(0, -2_000);
    const follow = page.getByRole('button', { name: 'Follow new lines' });
    await follow.waitFor();
    const top = () => log(page).evaluate((box) => box.scrollTop);
    const before = await top();
    await recordLines('exec_follow', 1_000_501, 1_000_600);
    await expect
      .poll(() => log(page).getAttribute('aria-rowcount'), { timeout: 30_000 })
      .toMatch(/^6\d\d$/);
    expect(await top()).toBe(before);
    await follow.click();
    await line(page, 'line.1000600').waitFor();
    release();
    await running;
  });

  it('says that no line matches', async () => {
    const page = await used.open('/runs/exec_long?text=absent');
    await page.getByText('No line matches the filters.').waitFor();
    expect(await page.locator('.log-line').count()).toBe(0);
  });
});
