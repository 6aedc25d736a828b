import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import type { TestProject } from 'vitest/node';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { wildlifeStrikes } from '../../src/job.js';
import { bundlePrograms } from '../support/programs.js';

/** Bundles the programs and starts one server, whose template database is migrated. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundlePrograms();
  const folders = [auditMigrations, ...wildlifeStrikes.migrations];
  const start = testServer((connectionUrl) => migrateUp({ connectionUrl, folders }));
  return start(project);
}
