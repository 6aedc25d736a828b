import { describe, expect, it } from 'vitest';
import { useConsolePages } from '../../support/console-pages.js';
import { settled } from '../../support/settled.js';

const used = useConsolePages();

/** The counts of the sample data, however they are written. */
const ledger = /10,000 read = 9,976 inserted \+ 24 filtered/u;

describe('a console in a fresh database', () => {
  it('logs in by its link, and the sample job is launched and watched to its end', async () => {
    // Before the login, the page asks who is logged in.
    const page = await used.newPage({ allows: [/status of 401.*\/api\/session/u] });
    await page.goto(used.console.link);
    await settled(page, 'Overview');
    expect(page.url()).not.toContain('token');

    await page.getByRole('navigation').getByRole('link', { name: 'Jobs' }).click();
    await page.getByRole('link', { name: 'wildlife_strikes' }).first().click();
    await page.getByRole('link', { name: 'Launch' }).click();
    await settled(page, 'Launch wildlife_strikes');
    await page.getByRole('button', { name: 'Launch' }).click();

    await page.waitForURL(/\/runs\/[\da-f-]{36}$/u);
    await page.getByText('Succeeded').first().waitFor();
    await page.getByText(ledger).waitFor();

    // Again: its content is loaded already.
    await page.getByRole('button', { name: 'Run again', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: /again/u }).click();
    await page.getByText('Skipped').first().waitFor();
  });

  it('is walked by the keyboard alone, from the link to the end of a run', async () => {
    const page = await settled(await used.open('/'), 'Overview');
    const focused = page.locator(':focus');
    /** Moves on by Tab until an element has the focus. */
    const tabTo = async (role: 'link' | 'button' | 'checkbox', name: string): Promise<void> => {
      const wanted = page.getByRole(role, { name }).first();
      for (let steps = 0; steps < 80; steps += 1) {
        await page.keyboard.press('Tab');
        if (await wanted.evaluate((element) => element === document.activeElement)) return;
      }
      throw new Error(`80 times Tab do not reach the ${role} ${name}.`);
    };
    await tabTo('link', 'Jobs');
    // Who sees the page sees where the focus is.
    const outline = await focused.evaluate((element) => getComputedStyle(element).outlineStyle);
    expect(outline).not.toBe('none');
    await page.keyboard.press('Enter');
    await settled(page, 'Jobs');
    await tabTo('link', 'wildlife_strikes');
    await page.keyboard.press('Enter');
    await settled(page, 'wildlife_strikes');
    await tabTo('link', 'Launch');
    await page.keyboard.press('Enter');
    await settled(page, 'Launch wildlife_strikes');
    await tabTo('checkbox', 'Dry run');
    await page.keyboard.press('Space');
    await tabTo('checkbox', 'Load again');
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/runs\/[\da-f-]{36}$/u);
    await page.getByText('Dry run', { exact: true }).first().waitFor();
    await page.getByText(/10,000 read/u).waitFor();

    // A dialog takes the focus, Escape closes it, and the focus is where it was.
    await tabTo('button', 'Run again');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    expect(await page.getByRole('dialog').locator(':focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(await focused.textContent()).toContain('Run again');
  });

  it('keeps filters in the address: they survive a reload, and Back', async () => {
    const page = await settled(await used.open('/runs'), 'Runs');
    const rows = page.getByRole('row');
    const all = await rows.count();
    await page.getByRole('button', { name: 'Skipped' }).click();
    await expect.poll(() => rows.count()).toBeLessThan(all);
    expect(page.url()).toContain('status=skipped');
    const filtered = await rows.count();
    await page.reload();
    await settled(page, 'Runs');
    await expect.poll(() => rows.count()).toBe(filtered);
    await page
      .getByRole('main')
      .getByRole('link', { name: /wildlife_strikes/u })
      .first()
      .click();
    await settled(page, 'wildlife_strikes');
    await page.goBack();
    await settled(page, 'Runs');
    expect(page.url()).toContain('status=skipped');
    await expect.poll(() => rows.count()).toBe(filtered);
  });
});
