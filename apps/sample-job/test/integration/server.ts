import type { TestProject } from 'vitest/node';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { bundlePrograms } from '../support/programs.js';

/** Bundles the programs and starts one server. Its databases are empty: the job migrates them. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundlePrograms();
  return testServer()(project);
}
