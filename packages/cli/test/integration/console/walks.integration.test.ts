import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnvironment } from '@wdh/config';
import type { RunningProcess } from '@wdh/fault-injection';
import type { Page } from 'playwright-core';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectAccessible } from '../../../../../tools/vitest/browser/expect-accessible.js';
import { useConsolePages } from '../../support/console-pages.js';
import { settled } from '../../support/settled.js';
import { startWorker } from '../../support/start-worker.js';

/** Where the pictures go: npm run renew -- pictures takes those of the docs from there. */
const { WDH_PICTURES: pictures = join('test-results', 'pictures') } = readEnvironment();

const budgets = new URL(
  '../../../../console/test/support/budgets/fill-budgets.sql',
  import.meta.url,
);

const used = useConsolePages({
  user: { name: 'anna', token: 'anna'.repeat(10) },
  prepare: async ({ folder, databaseUrl, run }) => {
    const migrated = await run('migrate', 'up', '--queue', '--budget');
    expect(migrated).toMatchObject({ stderr: '', exitCode: 0 });
    const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
    await sql.unsafe(await readFile(budgets, 'utf8'));
    await sql.end();
    const collect = ['--on-error', 'collect', '--error-threshold', '0.1'];
    const months = await run('run', 'wildlife_strikes', '--input', 'months/*.csv', ...collect);
    expect(months).toMatchObject({ stderr: '', exitCode: 0 });
    // The last month once more, with no row to spare.
    const bad = 'months/strikes-2026-06.csv';
    const strict = ['--input', bad, '--force', '--on-error', 'collect', '--error-threshold', '0'];
    expect((await run('run', 'wildlife_strikes', ...strict)).exitCode).toBe(4);
    await copyFile(join(folder, bad), join(folder, 'inbox', 'strikes-2026-07.csv'));
  },
});

let worker: RunningProcess | undefined;
let failed: string;
let rejecting: string;
beforeAll(async () => {
  worker = await startWorker({ folder: used.place.folder, databaseUrl: used.place.databaseUrl });
  const idOf = async (query: string): Promise<string> => {
    const { items } = (await (await used.console.ask(`/api/runs?${query}`)).json()) as {
      items: { executionId: string }[];
    };
    return items[0]?.executionId ?? '';
  };
  failed = await idOf('status=failed');
  rejecting = await idOf('status=success&sort=rejected');
});
afterAll(async () => worker?.[Symbol.asyncDispose]());

const job = '/jobs/wildlife_strikes';

/** Each page: its address, the beginning of its title, and whether the docs have its picture. */
const everyPage: readonly (readonly [name: string, path: () => string, title: RegExp])[] = [
  ['overview', () => '/', /Overview/u],
  ['jobs', () => '/jobs', /Jobs/u],
  ['job', () => job, /wildlife_strikes/u],
  ['launch', () => `${job}/launch`, /Launch wildlife_strikes/u],
  ['runs', () => '/runs', /Runs/u],
  ['run', () => `/runs/${rejecting}`, /wildlife_strikes/u],
  ['failed-run', () => `/runs/${failed}`, /wildlife_strikes/u],
  ['rejects', () => `/runs/${rejecting}/rejects`, /reject/iu],
  ['rejects-of-a-job', () => `${job}/rejects`, /reject/iu],
  ['quality', () => `${job}/quality`, /quality/iu],
  ['schedules', () => '/schedules', /Schedules/u],
  ['watches', () => '/watches', /Watched folders/u],
  ['budgets', () => '/budgets', /Budgets/u],
  ['budget', () => '/budgets/acme', /Acme/u],
  ['error-code', () => '/errors/SERVER_UNREACHABLE', /SERVER_UNREACHABLE/u],
];

async function keep(page: Page, name: string): Promise<void> {
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `console-${name}.png`) });
}

describe('each page over real runs', () => {
  it.each(everyPage)(
    'has nothing for axe to correct in both themes: %s',
    async (name, path, title) => {
      const page = await settled(await used.open(path()), title);
      await keep(page, name);
      await expectAccessible(page);
      await page.emulateMedia({ colorScheme: 'dark' });
      await expectAccessible(page);
      await keep(page, `${name}-dark`);
    },
  );

  it('says so where there is no such page, and leads back', async () => {
    const page = await used.open('/no/such/page', { allows: [/status of 404/u] });
    await settled(page, /no such page/u);
    await expectAccessible(page);
    await page.getByRole('main').getByRole('link').first().click();
    await settled(page, /Overview/u);
  });
});
