import type { TestProject } from 'vitest/node';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import { setup as startServer } from '../integration/server.js';
import { migratorBundle } from './start-migrator.js';

/** One server for all test files, and the migrating program bundled into one file. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundleProgram(new URL('migrate.ts', import.meta.url), migratorBundle);
  return startServer(project);
}
