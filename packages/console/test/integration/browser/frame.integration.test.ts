import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser();

describe('the frame of the page', () => {
  it('says that there is no such page, and leads on', async () => {
    const page = await used.open('/nowhere/at/all', { allows: [/status of 404/] });
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'See all runs' }).click();
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
  });

  it('keeps the colours that a reader chooses', async () => {
    const page = await used.open('/', { theme: 'light' });
    const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.getByRole('button', { name: 'operator' }).click();
    const light = await ground();
    await page.getByLabel('Dark').check();
    const dark = await ground();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await ground()).toBe(dark);
  });

  it('writes times in the zone of the reader, and in UTC for the focus and by choice', async () => {
    await recordRun(used.database, 'timed', { started_at: '2026-02-03T04:05:06Z' });
    const page = await used.open('/runs', { zone: 'Asia/Shanghai' });
    await page.getByText('3 Feb, 12:05').waitFor();
    await page.getByRole('row').nth(1).focus();
    await page.getByText('3 Feb 2026, 04:05:06 UTC').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByText('3 Feb 2026, 04:05:06 UTC').count()).toBe(0);
    await page.getByRole('button', { name: 'operator' }).click();
    await page.getByLabel('UTC').check();
    await page.getByText('3 Feb, 04:05').waitFor();
  });

  it('can be used by keys alone', async () => {
    const page = await used.open('/');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const focused = () => page.evaluate(() => document.activeElement?.textContent.trim());
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    await page.getByRole('link', { name: 'Runs', exact: true }).focus();
    await page.keyboard.press('Enter');
    const heading = () =>
      page.evaluate(() => document.activeElement?.matches('h1') === true && document.title);
    await expect.poll(heading).toBe('Runs · WorkDataHub');
  });

  it('says that the server does not answer, and continues by itself when it is back', async () => {
    const page = await used.open('/runs', { allows: [/ERR_CONNECTION|ERR_INCOMPLETE/] });
    await page.getByRole('link', { name: 'strikes' }).waitFor();
    await used.stop();
    await page.getByLabel('Search').fill('nothing');
    await page.getByText('The server does not answer since').waitFor();
    await recordRun(used.database, 'nothing-lost', { pipeline_name: 'meanwhile' });
    await used.start();
    await page.getByRole('link', { name: 'meanwhile' }).waitFor();
    await expect.poll(() => page.getByText('The server does not answer since').count()).toBe(0);
  });

  it('follows runs again after the server was restarted', async () => {
    const page = await used.open('/runs', { allows: [/ERR_CONNECTION|ERR_INCOMPLETE/] });
    await page.getByRole('link', { name: 'meanwhile' }).waitFor();
    await used.stop();
    await used.start();
    await recordRun(used.database, 'after', {
      pipeline_name: 'after-the-restart',
      started_at: new Date().toISOString(),
      status: 'queued',
    });
    const link = page.getByRole('link', { name: 'after-the-restart' });
    await expect.poll(() => link.count()).toBe(1);
  });

  it('closes its stream while it is hidden, and catches up when it is seen again', async () => {
    const page = await used.open('/runs', { allows: [/ERR_ABORTED/] });
    await page.getByRole('link', { name: 'after-the-restart' }).waitFor();
    const closed = page.waitForEvent('requestfailed', (request) =>
      request.url().endsWith('/api/stream'),
    );
    const setHidden = (isHidden: boolean) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'hidden', { value, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
      }, isHidden);
    await setHidden(true);
    await closed;
    await recordRun(used.database, 'unseen', {
      pipeline_name: 'while-hidden',
      started_at: new Date().toISOString(),
      status: 'queued',
    });
    await setHidden(false);
    const link = page.getByRole('link', { name: 'while-hidden' });
    await expect.poll(() => link.count()).toBe(1);
  });
});
