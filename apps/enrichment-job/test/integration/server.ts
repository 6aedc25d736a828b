import { fileURLToPath } from 'node:url';
import { migrateUp } from '@wdh/migrations';
import { auditMigrations } from '@wdh/runs';
import type { TestProject } from 'vitest/node';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { enrichmentJob } from '../../src/job.js';

const bundle = new URL('../../test-results/programs/main.mjs', import.meta.url);

/** The job as a program. */
export const program = fileURLToPath(bundle);

/** Bundles the program and starts one server, whose template database is migrated. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundleProgram(new URL('../../src/main.ts', import.meta.url), bundle, {
    external: ['jiti'],
  });
  const folders = [auditMigrations, ...enrichmentJob.migrations];
  return testServer((connectionUrl) => migrateUp({ connectionUrl, folders }))(project);
}
