import { describe, expect, it } from 'vitest';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser();

describe('a page in a browser', () => {
  it('opens without an error', async () => {
    const page = await used.open('/');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    expect(await page.title()).toContain('WorkDataHub');
  });
});
