import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import type { TestProject } from 'vitest/node';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { bundleWdh } from '../support/program.js';

/** Bundles the command and starts one server, whose template database has the audit tables. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundleWdh();
  const start = testServer((connectionUrl) =>
    migrateUp({ connectionUrl, folders: [auditMigrations] }),
  );
  return start(project);
}
