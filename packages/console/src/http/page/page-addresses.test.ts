import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isPageAddress, pageAddresses } from './page-addresses.js';

describe('the addresses of the page', () => {
  it('are those that the page shows', () => {
    const page = readFileSync(new URL('../../../page/page.tsx', import.meta.url), 'utf8');
    const shown = [...page.matchAll(/\bpath(?::|=) ?['"](\/[^'"]*)['"]/gu)].map(([, path]) => path);
    expect(shown.length).toBeGreaterThan(0);
    expect(shown.filter((path) => !(pageAddresses as readonly unknown[]).includes(path))).toEqual(
      [],
    );
  });

  it.each([
    ['/', true],
    ['/runs', true],
    ['/runs/1', true],
    ['/runs/1/rejects', true],
    ['/jobs/a.b/quality', true],
    ['/runs/', false],
    ['/Runs', false],
    ['/runs/1/2', false],
    ['/nothing', false],
  ])('hold for %s: %s', (path, expected) => {
    expect(isPageAddress(path)).toBe(expected);
  });
});
