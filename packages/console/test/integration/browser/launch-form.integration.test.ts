import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { endedRun } from '../../support/launch/ended-run.js';
import { launchProject, tables } from '../../support/launch/launch-jobs.js';
import { useBrowser } from '../../support/use-browser.js';

const folder = mkdtempSync(join(tmpdir(), 'wdh-launch-'));
mkdirSync(join(folder, '2026'));
writeFileSync(join(folder, '2026', 'people.csv'), 'id,name\n1,Ann\n2,Ben\n');
writeFileSync(join(folder, 'taken.csv'), 'id,name\n');
for (let at = 0; at < 5; at += 1) writeFileSync(join(folder, `other-${at}.csv`), 'id,name\n');

const used = useBrowser({
  project: { ...launchProject, inputs: [{ folder, name: 'incoming', uploads: true }] },
});

beforeAll(async () => {
  for (const statement of tables.split(';')) await used.database.query(statement);
});

const launchButton = (page: Page) => page.getByRole('button', { name: 'Launch', exact: true });
const runOf = (page: Page): string => new URL(page.url()).pathname.split('/').at(-1) ?? '';
const runCount = async (): Promise<number> => (await used.runs.listRuns({})).items.length;

/** Opens a folder of the list and chooses a file in it. */
async function chooseFile(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Folder 2026/ }).click();
  await page.getByRole('button', { name: /^people.csv/ }).click();
  await page.getByText('Chosen: 2026/people.csv').waitFor();
}

describe('the form that launches a job', () => {
  it('launches one run for a double click, and leads to it', async () => {
    const before = await runCount();
    const page = await used.open('/jobs/people/launch');
    await chooseFile(page);
    await page.getByLabel('team').fill('north');
    await page.getByLabel('Dry run').check();
    await page.getByRole('button', { name: 'Launch a dry run' }).dblclick();
    await page.waitForURL(/\/runs\/[\da-f-]{36}$/);
    const run = await endedRun(used.runs, runOf(page));
    expect(run).toMatchObject({ status: 'rehearsed', trigger: 'console', requestedBy: 'operator' });
    expect(run.request).toMatchObject({ dryRun: true, params: { team: 'north' } });
    expect(run.rows).toMatchObject({ read: 2, loaded: 2 });
    expect(await runCount()).toBe(before + 1);
  });

  it('says what is wrong at each field, and sends nothing', async () => {
    const page = await used.open('/jobs/people/launch');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'POST') sent.push(request.url());
    });
    await page.getByLabel('team').fill('far too long for it');
    await page.getByLabel('Rejected rows allowed').fill('many');
    await launchButton(page).click();
    await page.getByText('Choose a file.').waitFor();
    await page.getByText('Write at most 10 characters').waitFor();
    const share = page.getByLabel('Rejected rows allowed');
    await expect.poll(() => share.getAttribute('aria-invalid')).toBe('true');
    await expectAccessible(page);
    expect(sent).toEqual([]);
  });

  it('shows what the server refuses at its field, and keeps what was entered', async () => {
    const page = await used.open('/jobs/people/launch', { allows: [/status of 400/] });
    await chooseFile(page);
    await page.getByLabel('Encoding').fill('klingon');
    await page.getByLabel('team').fill('south');
    await launchButton(page).click();
    const encoding = page.getByLabel('Encoding');
    await expect.poll(() => encoding.getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('team').inputValue()).toBe('south');
    await encoding.fill('');
    await launchButton(page).click();
    await page.waitForURL(/\/runs\//);
    expect(await endedRun(used.runs, runOf(page))).toMatchObject({ status: 'success' });
  });

  it('finds a file by its name, and keeps the open folder over a reload', async () => {
    const page = await used.open('/jobs/people/launch');
    await page.getByLabel('Search in this folder').fill('TAKEN');
    const files = page.getByRole('list', { name: 'Files and folders' }).getByRole('button');
    await expect.poll(() => files.allInnerTexts()).toHaveLength(1);
    expect(page.url()).toContain('find=TAKEN');
    await page.reload();
    await page.getByRole('button', { name: /^taken.csv/ }).click();
    await page.getByText('Chosen: taken.csv').waitFor();
    await page.getByLabel('Search in this folder').fill('no such file');
    await page.getByText('No name matches the search.').waitFor();
  });

  it('uploads a file and chooses it, and says that a name is taken', async () => {
    const page = await used.open('/jobs/people/launch', { allows: [/status of 409/] });
    const upload = (name: string) =>
      page.getByLabel('Upload a file to incoming').setInputFiles({
        name,
        mimeType: 'text/csv',
        buffer: Buffer.from('id,name\n7,Eve\n'),
      });
    await upload('new people.csv');
    await page.getByText('Chosen: new people.csv').waitFor();
    expect(await readFile(join(folder, 'new people.csv'), 'utf8')).toBe('id,name\n7,Eve\n');
    await upload('taken.csv');
    await page.locator('.input-browser__upload .field__problem').waitFor();
    expect(await readFile(join(folder, 'taken.csv'), 'utf8')).toBe('id,name\n');
  });

  it('shows the progress of an upload, which can be cancelled', async () => {
    const page = await used.open('/jobs/people/launch', { allows: [/ERR_/] });
    const network = await page.context().newCDPSession(page);
    await network.send('Network.enable');
    const slow = { latency: 0, downloadThroughput: -1, uploadThroughput: 20_000 };
    const buffer = Buffer.alloc(3_000_000, 'id,name\n');
    const field = page.getByLabel('Upload a file to incoming');
    await field.waitFor();
    await network.send('Network.emulateNetworkConditions', { ...slow, offline: false });
    await field.setInputFiles({ name: 'slow.csv', mimeType: 'text/csv', buffer });
    await page.getByRole('progressbar', { name: 'Upload of slow.csv' }).waitFor();
    await page.getByText(/ of 3.0 MB/).waitFor();
    await page.getByRole('button', { name: 'Cancel the upload' }).click();
    await expect.poll(() => page.getByRole('progressbar').count()).toBe(0);
    expect(await field.isEnabled()).toBe(true);
    await expect
      .poll(() => readdirSync(folder).filter((name) => name.includes('slow')))
      .toEqual([]);
  });

  it('repeats a run with its request and its input', async () => {
    const first = await used.open('/jobs/people/launch');
    await chooseFile(first);
    await first.getByLabel('team').fill('west');
    await first.getByLabel('Load again').check();
    await launchButton(first).click();
    await first.waitForURL(/\/runs\//);
    const parent = runOf(first);
    await endedRun(used.runs, parent);

    const page = await used.open(`/jobs/people/launch?repeat=${parent}`);
    await page.getByText('What that run read').waitFor();
    expect(await page.getByLabel('team').inputValue()).toBe('west');
    expect(await page.getByLabel('Load again').isChecked()).toBe(true);
    await launchButton(page).click();
    await page.waitForURL((url) => !url.pathname.endsWith('/launch'));
    const run = await endedRun(used.runs, runOf(page));
    expect(run).toMatchObject({ status: 'success', trigger: 'rerun', parentExecutionId: parent });
    expect(run.rows).toMatchObject({ read: 2, unchanged: 2 });
  });

  it('takes parameters as JSON, and says that a text is none', async () => {
    const page = await used.open('/jobs/people/launch');
    await page.getByLabel('Write them as JSON').check();
    const json = page.getByLabel('Parameters as JSON');
    expect(JSON.parse(await json.inputValue())).toEqual({ team: 'a' });
    await json.fill('{"team": }');
    await launchButton(page).click();
    await page.getByText('Write texts in double quotes').waitFor();
  });

  it('is not offered to a viewer', async () => {
    const page = await used.open('/jobs/people/launch', { as: 'viewer' });
    await page.getByText('Your role does not launch jobs').waitFor();
    expect(await launchButton(page).count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('is accessible and fits a phone (%s)', async (theme) => {
    const page = await used.open('/jobs/people/launch', { theme, width: 390 });
    await launchButton(page).waitFor();
    await page.getByRole('button', { name: /^Folder 2026/ }).waitFor();
    await expectAccessible(page);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
