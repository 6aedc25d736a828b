import { budgetMigrations } from '@wdh/budget';
import { migrateUp } from '@wdh/migrations';
import { queueMigrations } from '@wdh/queue';
import { auditMigrations } from '@wdh/runs';
import type { TestProject } from 'vitest/node';
import { buildPage } from '../../../../tools/vitest/browser/build-page.js';
import { startTestBrowser } from '../../../../tools/vitest/browser/test-browser.js';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { consoleMigrations } from '../../src/index.js';

const startServer = testServer((connectionUrl) =>
  migrateUp({
    connectionUrl,
    folders: [auditMigrations, queueMigrations, consoleMigrations, budgetMigrations],
  }),
);

/**
 * One server and one Chromium for all test files, and the page as its sources are. The template
 * database has the tables of runs, queue and console.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await buildPage();
  const stops = [await startServer(project), await startTestBrowser(project)];
  return async () => {
    for (const stop of stops) await stop();
  };
}
