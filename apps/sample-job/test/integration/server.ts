import { migrateUp } from '@wdh/migrations';
import type { TestProject } from 'vitest/node';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { migrations } from '../../src/wildlife-strikes/migrations.js';
import { bundlePrograms } from '../support/programs.js';

/** Bundles the programs and starts one server, whose template database is migrated. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundlePrograms();
  const start = testServer((connectionUrl) => migrateUp({ connectionUrl, folders: migrations }));
  return start(project);
}
