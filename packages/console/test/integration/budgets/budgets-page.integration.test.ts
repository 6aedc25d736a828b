import { describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { useBudgets } from '../../support/budgets/use-budgets.js';
import { recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser({}, useBudgets());
const spendOfIdle = (spent: number) =>
  used.database.query(
    `update public.budget_balances set spent = $1::int where tenant_id = 'idle'`,
    [spent],
  );
const overflow = 'document.documentElement.scrollWidth - innerWidth';

describe('the page of budgets', () => {
  it('shows each budget by a bar, a word and exact amounts, the fullest first', async () => {
    const page = await used.open('/', { zone: 'UTC' });
    await page.getByRole('link', { name: 'Budgets' }).click();
    const rows = page.getByRole('table', { name: 'Budgets of tenants' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(5);
    const names = await rows.getByRole('link').allInnerTexts();
    expect(names).toEqual(['stopped', 'Graced', 'Near and Co', 'Acme Ltd', 'Idle']);
    const acme = rows.nth(3);
    await acme.getByText('Within budget').waitFor();
    await acme.getByText('$212.4075').waitFor();
    const bar = acme.getByRole('img');
    const text = await bar.getAttribute('aria-label');
    expect(text).toContain('$212.4075 of $500.00 (42.48 %), $25.50 reserved');
    expect(text).toContain('Alert at $400.00, blocked at $550.00');
    await rows.nth(1).getByText('with $200.00 of overrides').waitFor();
    await rows
      .nth(1)
      .getByText(/^Blocked on \d+ \w+, before the reset$/)
      .waitFor();
    await rows.nth(0).getByText('Now').waitFor();
    await page.getByRole('cell', { name: 'campaign of the spring' }).waitFor();
    await page.getByRole('cell', { name: 'budget crossed' }).waitFor();
  });

  it('keeps search and order in the address', async () => {
    const page = await used.open('/budgets');
    const rows = page.getByRole('table', { name: 'Budgets of tenants' }).locator('tbody tr');
    await page.getByRole('button', { name: 'Spent' }).click();
    await expect.poll(() => rows.first().getByRole('link').innerText()).toBe('Graced');
    await page.getByLabel('Search').fill('near');
    await expect.poll(() => rows.count()).toBe(1);
    await page.reload();
    await expect.poll(() => rows.count()).toBe(1);
    expect(page.url()).toContain('sort=spent');
    await page.getByLabel('Search').fill('nobody');
    await page.getByText('No tenant matches the search').waitFor();
  });

  it('does not move a row while it changes', async () => {
    const page = await used.open('/budgets');
    const rows = page.getByRole('table', { name: 'Budgets of tenants' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(5);
    await spendOfIdle(300);
    // A run that is requested makes open pages load again.
    await recordRun(used.database, 'requested', { status: 'queued' });
    await rows.nth(4).getByText('$300.00').waitFor();
    expect(await rows.nth(4).getByRole('link').innerText()).toBe('Idle');
    expect(await rows.nth(3).getByRole('link').innerText()).toBe('Acme Ltd');
    await spendOfIdle(0);
  });

  it('is led by keys to a tenant, to a day, and to the run of a call', async () => {
    const page = await used.open('/budgets');
    const row = page.getByRole('row', { name: /stopped/ }).first();
    await row.focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Acme Ltd' }).waitFor();
    const points = page.locator('.plot__point');
    await expect.poll(() => points.count()).toBe(7);
    await points.last().focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    const heading = page.getByRole('heading', { name: /^Calls of/ });
    await heading.waitFor();
    await expect.poll(() => heading.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(page.url()).toMatch(/day=\d{4}-\d\d-\d\d/);
    const calls = page.getByRole('table', { name: 'Paid calls, the latest first' });
    await calls.locator('tbody tr').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/runs/exec_*');
  });
});

describe('the page of the budget of a tenant', () => {
  it('adds up by step and by day, over the days of the address', async () => {
    const page = await used.open('/budgets/acme?days=30', { zone: 'UTC' });
    const steps = page.getByRole('table', { name: 'Spend by job and step, the largest first' });
    await expect.poll(() => steps.locator('tbody tr').count()).toBe(2);
    await steps.getByRole('link', { name: 'companies', exact: true }).first().waitFor();
    await expect.poll(() => page.locator('.plot__point').count()).toBe(30);
    await page.getByLabel('Days').selectOption('90');
    await expect.poll(() => page.locator('.plot__point').count()).toBe(90);
    expect(page.url()).toContain('days=90');
    await page.goBack();
    await expect.poll(() => page.getByLabel('Days').inputValue()).toBe('30');
  });

  it('lists calls by pages, and marks an estimate', async () => {
    const page = await used.open('/budgets/acme');
    const calls = page.getByRole('table', { name: 'Paid calls, the latest first' });
    await calls.getByText('estimate').waitFor();
    const first = await calls.locator('tbody tr').first().innerText();
    await page.getByRole('button', { name: 'Next page' }).click();
    await page.waitForURL('**cursor=**');
    await expect.poll(() => calls.locator('tbody tr').first().innerText()).not.toBe(first);
    await page.goBack();
    await expect.poll(() => calls.locator('tbody tr').first().innerText()).toBe(first);
  });

  it('says what to do for a tenant that is not there', async () => {
    const page = await used.open('/budgets/nobody', { allows: [/404/] });
    await page.getByText('There is no tenant with this id.').waitFor();
    await page.getByRole('navigation', { name: 'Above this page' }).getByText('Budgets').click();
    await page.getByRole('heading', { name: 'Budgets' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/budgets');
  });

  it('says that nothing was spent', async () => {
    const page = await used.open('/budgets/idle');
    await page.getByText('Nothing was spent in these days').waitFor();
    await page.getByText('None: no budget has reached its alert threshold.').waitFor();
    expect(await page.locator('.plot').count()).toBe(0);
  });
});

it.each([
  ['/budgets', 'light', 390],
  ['/budgets', 'dark', 1280],
  ['/budgets', 'light', 2560],
  ['/budgets/graced', 'light', 1280],
  ['/budgets/graced', 'dark', 390],
  ['/budgets/idle', 'light', 390],
] as const)('%s is accessible and fits (%s, %i pixels)', async (path, theme, width) => {
  const page = await used.open(path, { theme, width });
  await page.getByRole('img').first().waitFor();
  if (path === '/budgets/graced') await page.getByText('Show as a table').click();
  await expectAccessible(page);
  expect(await page.evaluate(overflow)).toBeLessThanOrEqual(0);
});
