import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import type { TestProject } from 'vitest/node';
import { buildPage } from '../../../../tools/vitest/browser/build-page.js';
import { startTestBrowser } from '../../../../tools/vitest/browser/test-browser.js';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { bundleWdh } from '../support/program.js';

const startServer = testServer((connectionUrl) =>
  migrateUp({ connectionUrl, folders: [auditMigrations] }),
);

/**
 * Bundles the command, builds the page of the console, and starts one Chromium and one server, whose
 * template database has the audit tables.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundleWdh();
  await buildPage();
  const stops = [await startServer(project), await startTestBrowser(project)];
  return async () => {
    for (const stop of stops) await stop();
  };
}
