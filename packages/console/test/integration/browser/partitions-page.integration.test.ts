import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { days, defineJob, list } from '@wdh/job';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { people, tables } from '../../support/launch/launch-jobs.js';
import { useBrowser } from '../../support/use-browser.js';

const folder = mkdtempSync(join(tmpdir(), 'wdh-partitions-'));
for (const place of ['north', 'south', 'west']) {
  writeFileSync(join(folder, `${place}.csv`), `id,name\n${place},Ann\n`);
}
const { source } = people.plan({});
const loads = {
  source,
  into: 'public.people',
  mode: 'upsert',
  keys: ['id'],
  steps: <Rows>(rows: Rows): Rows => rows,
} as const;
const places = defineJob({
  ...loads,
  name: 'places',
  partitions: list(['north', 'south', 'west']),
  input: ({ partition }) => join(folder, `${partition}.csv`),
});
const daily = defineJob({
  ...loads,
  name: 'daily',
  partitions: days({ from: '2016-01-01' }),
  input: ({ partition }) => join(folder, `${partition}.csv`),
});

const used = useBrowser({
  project: {
    jobs: new Map([places, daily].map((job) => [job.name, job] as const)),
    schedules: new Map(),
    watches: new Map(),
    inputs: [],
  },
});

beforeAll(async () => {
  for (const statement of tables.split(';')) await used.database.query(statement);
});

describe('the page of partitions', () => {
  it('says how many a range loads, loads them, and shows them loaded', async () => {
    const page = await used.open('/jobs/places/partitions');
    await page.getByRole('link', { name: 'north, missing' }).waitFor();
    await page.getByRole('button', { name: 'Load a range' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('The range has 3 partitions: 3 to load.').waitFor();
    await dialog.getByLabel('Last').fill('south');
    await dialog.getByText('The range has 2 partitions: 2 to load.').waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Load 2' }).dblclick();
    await dialog.getByText('2 queued, 0 left as they are').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: 'north, loaded' }).waitFor();
    await page.getByRole('link', { name: 'south, loaded' }).waitFor();
    const { items } = await used.runs.listRuns({});
    expect(items.map(({ partition }) => partition).sort()).toEqual(['north', 'south']);
    await page.getByRole('link', { name: 'south, loaded' }).click();
    await page.waitForURL(/\/runs\//);
  });

  it('says that a range is too long before it is asked for', async () => {
    const page = await used.open('/jobs/daily/partitions');
    await page.getByRole('button', { name: 'Load a range' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('First').fill('2016-01-01');
    await dialog.getByText('More than 1,000 partitions are not loaded at once').waitFor();
    const load = dialog.getByRole('button', { name: 'Load', exact: true });
    expect(await load.isDisabled()).toBe(true);
  });

  it('says what is wrong with a range, and loads nothing', async () => {
    const page = await used.open('/jobs/places/partitions', { allows: [/status of 400/] });
    await page.getByRole('button', { name: 'Load a range' }).click();
    await page.getByLabel('First').fill('nowhere');
    await page.getByText('There is no such range').waitFor();
    expect(await page.getByRole('button', { name: 'Load', exact: true }).isDisabled()).toBe(true);
  });

  it('lays thousands of days out by month, and moves by arrows', async () => {
    const page = await used.open('/jobs/daily/partitions');
    await expect.poll(() => page.locator('a.partition').count()).toBeGreaterThan(900);
    const last = page.locator('a.partition[tabindex="0"]');
    await last.focus();
    const focused = () => page.evaluate('document.activeElement.dataset.key');
    const latest = String(await focused());
    await page.keyboard.press('ArrowLeft');
    const before = new Date(Date.parse(`${latest}T00:00:00Z`) - 86_400_000).toISOString();
    const isFirst = latest.endsWith('-01');
    // The first day of a month has no neighbour: the month before is the row below.
    expect(await focused()).toBe(isFirst ? latest : before.slice(0, 10));
    await page.keyboard.press('ArrowDown');
    expect(await focused()).not.toBe(latest);
    await page.getByRole('button', { name: 'Earlier partitions' }).click();
    await page.waitForURL(/to=\d{4}-\d{2}-\d{2}/);
    await page.reload();
    await page.getByRole('button', { name: 'Latest partitions' }).click();
    await page.waitForURL((url) => url.search === '');
  });

  it('leads from a missing partition to the form, which holds its key', async () => {
    const page = await used.open('/jobs/places/partitions');
    await page.getByRole('link', { name: 'west, missing' }).click();
    await page.waitForURL(/launch\?partition=west/);
    await expect
      .poll(() => page.getByLabel('Partition', { exact: true }).inputValue())
      .toBe('west');
  });

  it('says what to do for a job without partitions', async () => {
    const page = await used.open('/jobs/unknown/partitions', { allows: [/status of 404/] });
    await page.getByText('This is not there').waitFor();
    expect(await page.locator('a.partition').count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('is accessible and fits a phone (%s)', async (theme) => {
    const page = await used.open('/jobs/daily/partitions', { theme, width: 390, as: 'viewer' });
    await page.locator('a.partition').first().waitFor();
    expect(await page.getByRole('button', { name: 'Load a range' }).count()).toBe(0);
    await expectAccessible(page);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
