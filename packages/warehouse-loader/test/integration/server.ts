import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import type { TestProject } from 'vitest/node';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { bundleMigrateProgram } from '../warehouse/migrate-program.js';

const startServer = testServer((connectionUrl) =>
  migrateUp({ connectionUrl, folders: [auditMigrations] }),
);

/** Starts one server for all test files, whose template database holds the audit tables, and bundles `wdh-migrate`. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundleMigrateProgram();
  return startServer(project);
}
