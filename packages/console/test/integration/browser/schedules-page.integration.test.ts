import { defineSchedule, defineWatch } from '@wdh/job';
import { openQueue, type Queue } from '@wdh/queue';
import { afterAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { launchProject, people } from '../../support/launch/launch-jobs.js';
import { useBrowser } from '../../support/use-browser.js';

const schedules = ['nightly', 'hourly'].map((name) =>
  defineSchedule({
    ...{ name, job: people, cron: '0 2 * * *', timezone: 'Asia/Shanghai' },
    request: { input: '/data/people.csv' },
  }),
);
const inbox = defineWatch({ job: people, folder: '/srv/secret/inbox', pattern: '*.csv' });

let queue: Queue;
const used = useBrowser(
  {
    project: {
      ...launchProject,
      schedules: new Map(schedules.map((schedule) => [schedule.name, schedule])),
      watches: new Map([[inbox.name, inbox]]),
    },
    launch: undefined,
  },
  async (connectionUrl) => {
    queue = await openQueue({ connectionUrl });
    return { queue };
  },
);
afterAll(() => queue.close());

describe('the pages of schedules and watched folders', () => {
  it('pauses a schedule, says by whom, and resumes it', async () => {
    const page = await used.open('/schedules');
    await page.getByRole('button', { name: 'Pause nightly' }).click();
    const resume = page.getByRole('button', { name: 'Resume nightly' });
    await resume.waitFor();
    await page.getByText('by operator').waitFor();
    await page.reload();
    await resume.click();
    await page.getByRole('button', { name: 'Pause nightly' }).waitFor();
    expect(await page.getByText('by operator').count()).toBe(0);
  });

  it('lists the next five times in the zone of the reader, and finds a schedule', async () => {
    const page = await used.open('/schedules', { zone: 'UTC' });
    const row = page.getByRole('row', { name: /nightly/ });
    await row.waitFor();
    await expect.poll(() => row.getByRole('listitem').count()).toBe(5);
    expect(await row.getByRole('listitem').first().innerText()).toMatch(/18:00/);
    await page.getByLabel('Search').fill('hourly');
    await expect.poll(() => row.count()).toBe(0);
    expect(page.url()).toContain('text=hourly');
  });

  it('does not offer a viewer to pause', async () => {
    const page = await used.open('/schedules', { as: 'viewer' });
    await page.getByText('nightly').waitFor();
    expect(await page.getByRole('button', { name: /^Pause/ }).count()).toBe(0);
  });

  it('shows a watched folder without its path', async () => {
    const page = await used.open('/watches');
    await page.getByRole('cell', { name: 'inbox' }).waitFor();
    expect(await page.content()).not.toContain('/srv/secret');
    await page.getByRole('link', { name: 'people', exact: true }).click();
    await page.getByRole('heading', { name: 'people', exact: true }).waitFor();
  });

  it.each([
    ['/schedules', 'light'],
    ['/schedules', 'dark'],
    ['/watches', 'dark'],
    ['/jobs', 'light'],
    ['/jobs/people', 'dark'],
  ] as const)('%s is accessible and fits a phone (%s)', async (path, theme) => {
    const page = await used.open(path, { theme, width: 390 });
    await page.getByText('people', { exact: true }).first().waitFor();
    await expectAccessible(page);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
