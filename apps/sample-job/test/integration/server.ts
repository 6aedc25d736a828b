import type { TestProject } from 'vitest/node';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { bundlePrograms } from '../support/programs.js';

/** Has the programs in one file each, and one server for all test files. Its databases are empty: the job migrates them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundlePrograms();
  return testServer()(project);
}
