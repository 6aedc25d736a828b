import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { useBrowser } from '../../support/use-browser.js';
import { tokenOf } from '../../support/use-console.js';

const used = useBrowser();
const allows = [/status of 401/];

async function logInWith(page: Page, token: string): Promise<void> {
  await page.getByLabel('Token').fill(token);
  await page.getByRole('button', { name: 'Log in' }).click();
}

describe('the login', () => {
  it('takes the token of the link, and removes it from the address', async () => {
    const page = await used.open(`/login#token=${tokenOf('viewer')}`, { as: null, allows });
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(page.url()).toBe(`${used.origin}/`);
    await page.goBack();
    expect(page.url()).not.toContain('token');
  });

  it('says that a token is wrong, and takes a right one', async () => {
    const page = await used.open('/runs', { as: null, allows });
    await logInWith(page, 'wrong'.repeat(8));
    await page.getByText('The login failed').waitFor();
    await expectAccessible(page);
    await logInWith(page, tokenOf('viewer'));
    await page.getByRole('heading', { name: 'Runs' }).waitFor();
  });

  it('is asked for again when the session has ended, and leads back', async () => {
    const page = await used.open('/runs?status=failed', { allows });
    await page.getByText('No run matches these filters').waitFor();
    await page.context().request.delete(`${used.origin}/api/session`);
    await page.getByText('Your login has ended').waitFor();
    await logInWith(page, tokenOf('operator'));
    await page.getByText('No run matches these filters').waitFor();
    expect(page.url()).toContain('status=failed');
  });

  it('ends by the menu', async () => {
    const page = await used.open('/', { allows });
    await page.getByRole('button', { name: 'operator' }).click();
    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByLabel('Token').waitFor();
    await page.reload();
    await page.getByLabel('Token').waitFor();
    expect((await page.context().cookies()).length).toBe(0);
  });

  it('lists open sessions, and ends another one', async () => {
    const other = await used.open('/', { as: 'data', allows });
    const page = await used.open('/', { as: 'operator' });
    await page.getByRole('button', { name: 'operator' }).click();
    await page.getByRole('button', { name: 'Open sessions' }).click();
    const row = page.getByRole('row').filter({ hasText: 'data' });
    await row.getByRole('button', { name: 'End' }).click();
    await row.waitFor({ state: 'detached' });
    await other.getByText('Your login has ended').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });
});
