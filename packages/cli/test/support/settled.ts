import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** Waits until a page has its title, and shows no shape of what is not there yet. */
export async function settled(page: Page, title: string | RegExp): Promise<Page> {
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await expect.poll(() => page.locator('[aria-busy="true"]').count()).toBe(0);
  return page;
}
