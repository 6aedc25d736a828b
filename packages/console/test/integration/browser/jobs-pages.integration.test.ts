import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { launchProject } from '../../support/launch/launch-jobs.js';
import { recordRun } from '../../support/record-run.js';
import { useBrowser } from '../../support/use-browser.js';

const used = useBrowser({ project: launchProject });
const runs = Array.from({ length: 12 }, () => randomUUID());

beforeAll(async () => {
  for (const [at, run] of runs.entries()) {
    await recordRun(used.database, run, {
      job_name: at === 11 ? 'retired' : 'people',
      started_at: new Date(Date.UTC(2026, 0, 1 + at)).toISOString(),
      ...{ status: at === 5 ? 'failed' : 'success', duration_ms: 1_500 },
    });
  }
});

describe('the list of jobs', () => {
  it('shows the last runs as a strip, which arrows and Enter lead through', async () => {
    const page = await used.open('/jobs');
    const strip = page.getByRole('list', { name: 'Last runs of people, the latest last' });
    await expect.poll(() => strip.getByRole('link').count()).toBe(11);
    await expect.poll(() => strip.getByRole('link', { name: /^Failed, 6 Jan/ }).count()).toBe(1);
    await strip.getByRole('link').last().focus();
    for (let step = 0; step < 5; step += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/runs/${runs[5] ?? ''}`);
  });

  it('says which job the project does not declare any more, and does not launch it', async () => {
    const page = await used.open('/jobs');
    const row = page.getByRole('row', { name: /retired/ });
    await row.getByText('not in the project any more').waitFor();
    expect(await row.getByRole('link', { name: /Launch/ }).count()).toBe(0);
    await row.getByRole('link', { name: 'retired' }).click();
    await page.getByText('The project does not declare this job any more').waitFor();
  });

  it('finds a job, and keeps the search over a reload', async () => {
    const page = await used.open('/jobs');
    await page.getByLabel('Search').fill('parts');
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
    await page.reload();
    await expect.poll(() => page.getByRole('row').count()).toBe(2);
  });
});

describe('the page of a job', () => {
  it('draws its graph, which the keyboard leads through', async () => {
    const page = await used.open('/jobs/people');
    const graph = page.getByRole('group', { name: /^Graph of people/ });
    const nodes = graph.getByRole('button');
    await expect.poll(() => nodes.count()).toBe(3);
    const names = await nodes.evaluateAll((all) => all.map((node) => node.ariaLabel));
    expect(names).toEqual(['source Source', 'check_name Step', 'public.people Table']);
    await nodes.first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Data quality of people' }).waitFor();
  });

  it('goes from top to bottom on a phone, and shows the whole graph', async () => {
    const page = await used.open('/jobs/people', { width: 390 });
    const nodes = page.getByRole('group', { name: /^Graph of people/ }).getByRole('button');
    await expect.poll(() => nodes.count()).toBe(3);
    const boxes = await Promise.all((await nodes.all()).map((node) => node.boundingBox()));
    const tops = boxes.map((box) => box?.y ?? 0);
    expect(tops).toEqual([...tops].sort((a, b) => a - b));
    expect(boxes.every((box) => (box?.x ?? 0) + (box?.width ?? 0) <= 390)).toBe(true);
  });

  it.each([1280, 2560])('is accessible at %i pixels', async (width) => {
    const page = await used.open('/jobs/people', { width });
    await page.getByRole('group', { name: /^Graph of people/ }).waitFor();
    await expectAccessible(page);
  });
});
