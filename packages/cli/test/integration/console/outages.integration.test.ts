import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useConsolePages } from '../../support/console-pages.js';
import { settled } from '../../support/settled.js';
import { useLocalServer } from '../../support/use-local-server.js';

const server = useLocalServer();
const used = useConsolePages({ server });

/** The browser reports requests that an outage breaks. */
const allows = [
  /Failed to load resource/u,
  /ERR_CONNECTION/u,
  /ERR_INCOMPLETE/u,
  /status of 50\d/u,
];

const run = (...args: string[]) => used.place.run('run', 'wildlife_strikes', ...args);

const succeeded = (page: Page) => page.getByRole('row').filter({ hasText: 'Succeeded' });

describe('pages that are open', () => {
  it('show what ran after the console was restarted, without a reload', async () => {
    const runs = await settled(await used.open('/runs', { allows }), 'Runs');
    const overview = await settled(await used.open('/', { allows }), 'Overview');
    await used.restart(async () => {
      await runs.getByRole('status').filter({ hasText: 'does not answer' }).waitFor();
      await run('--input', 'months/strikes-2026-01.csv');
    });
    await expect.poll(() => succeeded(runs).count()).toBe(1);
    await expect.poll(() => overview.getByText(/1 run ended/u).count()).toBe(1);
  });

  it('show what ran after the database was restarted, without a reload', async () => {
    const runs = await settled(await used.open('/runs', { allows }), 'Runs');
    await expect.poll(() => succeeded(runs).count()).toBe(1);
    await server.restart();
    await run('--input', 'months/strikes-2026-02.csv');
    await expect.poll(() => succeeded(runs).count()).toBe(2);
  });
});
