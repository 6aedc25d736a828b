import { chromium } from 'playwright-core';
import { findChromium } from '../../../tools/vitest/browser/find-chromium.js';
import type { BenchConsole } from './bench-console.js';
import type { Figure } from './figure.js';

const times = 10;

/** Measures from an empty browser to the first rows of the list of runs, over 100,000 runs. */
export async function pageFigures(console: BenchConsole): Promise<readonly Figure[]> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('There is no Chromium: set CHROMIUM_PATH.');
  const browser = await chromium.launch({ executablePath, chromiumSandbox: false });
  const tookMs: number[] = [];
  try {
    for (let time = 0; time < times; time += 1) {
      // A new context has an empty cache.
      const context = await browser.newContext({ extraHTTPHeaders: { ...console.headers } });
      const page = await context.newPage();
      const start = performance.now();
      await page.goto(`${console.origin}/runs`);
      await page.getByRole('row').nth(1).waitFor();
      tookMs.push(performance.now() - start);
      await context.close();
    }
  } finally {
    await browser.close();
  }
  tookMs.sort((one, other) => one - other);
  const unit = 'ms';
  return [
    { what: 'list of runs, cold, median', measured: tookMs[times / 2] ?? 0, unit, atMost: 1_000 },
    { what: 'list of runs, cold, slowest', measured: tookMs[times - 1] ?? 0, unit },
  ];
}
