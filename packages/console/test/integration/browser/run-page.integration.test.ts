import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob, type RunRequest } from '@wdh/job';
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { runWhen } from '../../support/launch/ended-run.js';
import {
  accepted,
  launchProject,
  parts,
  people,
  tables,
} from '../../support/launch/launch-jobs.js';
import { gatedJob, lettersTable } from '../../support/live/gated-job.js';
import { useBrowser } from '../../support/use-browser.js';

const folder = mkdtempSync(join(tmpdir(), 'wdh-run-page-'));
const used = useBrowser({
  project: { ...launchProject, inputs: [{ folder, name: 'in', uploads: false }] },
});

beforeAll(async () => {
  for (const statement of tables.split(';')) await used.database.query(statement);
  await used.database.query(lettersTable);
});
beforeEach(async () => {
  accepted.isEmptyName = false;
  await used.database.query('truncate public.people');
});

/** Loads three people, of whom one has no name. */
async function loadPeople(executionId: string, request: RunRequest = {}) {
  const input = join(folder, `${executionId}.csv`);
  writeFileSync(input, `id,name\n1,Ann ${executionId}\n2,\n3,Cy\n`);
  const host = { connectionUrl: used.url, executionId, migrate: false };
  return runJob(people, { input, ...request }, host);
}

const badge = (page: Page, word: string) =>
  page.locator('.page-head').getByText(word, { exact: true });

/** Presses a button of the page, and confirms the question that follows. */
async function confirm(page: Page, button: string, answer: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: answer, exact: true }).click();
}

describe('the page of a run', () => {
  it('shows where each row is, and leads to the rejected ones', async () => {
    await loadPeople('exec_ledger');
    const page = await used.open('/runs/exec_ledger');
    await page.getByText('3 read = 2 inserted + 1 rejected').waitFor();
    const step = page.getByRole('row', { name: /^check_name/ });
    expect(await step.textContent()).toMatch(/check_name.*3.*2.*1/);
    const rejected = page.getByRole('link', { name: 'rejected', exact: true });
    expect(await rejected.getAttribute('href')).toBe('runs/exec_ledger/rejects');
  });

  it('shows a slow run as it continues, without a reload', async () => {
    const { job, begun, release } = gatedJob('slow');
    const host = { connectionUrl: used.url, executionId: 'exec_slow', migrate: false };
    const running = runJob(job, {}, host);
    await begun;
    const page = await used.open('/runs/exec_slow');
    await badge(page, 'Running').waitFor();
    await page.getByText('database.load.started').waitFor();
    await page.evaluate(() => {
      document.documentElement.dataset['mark'] = 'kept';
    });
    release();
    await running;
    await badge(page, 'Succeeded').waitFor();
    await page.getByText('2 read = 2 inserted').waitFor();
    await page.getByText('database.load.completed').waitFor();
    expect(await page.locator('html').getAttribute('data-mark')).toBe('kept');
  });

  it('cancels a running run, after a question', async () => {
    const request = { params: { run: 'cancelled', gate: join(folder, 'never') } };
    const host = { connectionUrl: used.url, executionId: 'exec_cancel', migrate: false };
    const running = runJob(parts, request, host);
    await runWhen(used.runs, 'exec_cancel', ['running']);
    const page = await used.open('/runs/exec_cancel');
    await badge(page, 'Running').waitFor();
    await confirm(page, 'Cancel', 'Cancel the run');
    await badge(page, 'Cancelled').waitFor();
    expect((await running).status).toBe('cancelled');
    await page.getByText('Nothing of it was loaded.').first().waitFor();
  });

  it('says first what failed and what to do, and runs it again', async () => {
    expect((await loadPeople('exec_fails', { errorThreshold: 0 })).status).toBe('failed');
    const page = await used.open('/runs/exec_fails', { width: 390 });
    const notice = page.locator('.notice--danger');
    await notice.getByText('What to do:').waitFor();
    expect(await notice.textContent()).toContain('1 of 3 rows were rejected');
    const reason = await notice.boundingBox();
    expect((reason?.y ?? 999) + (reason?.height ?? 999)).toBeLessThan(800);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);

    accepted.isEmptyName = true;
    await confirm(page, 'Run again', 'Run again');
    await badge(page, 'Succeeded').waitFor();
    await page.getByText('3 read = 3 inserted').waitFor();
    const parent = page.getByRole('link', { name: 'exec_fails' });
    expect(await parent.getAttribute('href')).toBe('runs/exec_fails');
    await parent.click();
    await page.getByRole('heading', { name: 'Runs that repeat or replay it' }).waitFor();
  });

  it('leads from an error to the page of its code', async () => {
    await loadPeople('exec_code', { errorThreshold: 0 });
    const page = await used.open('/runs/exec_code');
    await page.getByRole('link', { name: 'ERROR_THRESHOLD_EXCEEDED' }).click();
    await page.getByRole('heading', { name: 'ERROR_THRESHOLD_EXCEEDED' }).waitFor();
    await page.getByText('More rows were rejected than the threshold allows').waitFor();
    await expectAccessible(page);
  });

  it('replays rejected rows, which are repaired then', async () => {
    await loadPeople('exec_replay');
    accepted.isEmptyName = true;
    const page = await used.open('/runs/exec_replay');
    await confirm(page, 'Replay rejected rows', 'Replay');
    await page.getByText('1 read = 1 inserted').waitFor();
    await page.getByRole('link', { name: 'exec_replay' }).click();
    await page.getByText('All its rejected rows are repaired.').waitFor();
    const [row] = await used.database.query('select count(*)::int as count from public.people');
    expect(row).toEqual({ count: 3 });
  });

  it('starts a dry run, which changes nothing', async () => {
    // Not loaded: input that is loaded is skipped.
    await loadPeople('exec_dry', { errorThreshold: 0 });
    accepted.isEmptyName = true;
    const page = await used.open('/runs/exec_dry');
    await confirm(page, 'Dry run', 'Start the dry run');
    await badge(page, 'Dry run').waitFor();
    await page.getByText('The table did not change.').waitFor();
    const [row] = await used.database.query('select count(*)::int as count from public.people');
    expect(row).toEqual({ count: 0 });
  });

  it('offers a viewer no action, and says why', async () => {
    await loadPeople('exec_viewer');
    const page = await used.open('/runs/exec_viewer', { as: 'viewer' });
    await page.getByText('It needs the role operator.').waitFor();
    const buttons = page.locator('.run-buttons button');
    await expect.poll(() => buttons.count()).toBe(4);
    expect(await buttons.evaluateAll((all) => all.every((one) => one.matches(':disabled')))).toBe(
      true,
    );
  });

  it('links a skipped run to the run that loaded its input', async () => {
    await loadPeople('exec_loaded');
    const input = join(folder, 'exec_loaded.csv');
    const host = { connectionUrl: used.url, executionId: 'exec_skipped', migrate: false };
    expect((await runJob(people, { input }, host)).status).toBe('skipped');
    const page = await used.open('/runs/exec_skipped');
    const notice = page.locator('.notice');
    await notice.getByText('It was loaded by run').waitFor();
    await notice.getByRole('link', { name: 'exec_loaded' }).click();
    await page.getByText('3 read = 2 inserted + 1 rejected').waitFor();
  });

  it.each(['light', 'dark'] as const)('can be used by everyone, %s', async (theme) => {
    await loadPeople(`exec_axe_${theme}`);
    const page = await used.open(`/runs/exec_axe_${theme}`, { theme });
    await page.getByText('database.load.completed').waitFor();
    await page.getByRole('heading', { name: 'Data quality' }).waitFor();
    await expectAccessible(page);
  });

  it('says that a run is not there', async () => {
    const page = await used.open('/runs/exec_nothing', { allows: [/status of 404/] });
    await page.getByText('This is not there').waitFor();
    await expectAccessible(page);
  });
});
