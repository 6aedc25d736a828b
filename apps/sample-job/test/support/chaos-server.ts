import type { TestProject } from 'vitest/node';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import { testServer } from '../../../../tools/vitest/test-server.js';
import { builtProgram, bundleOf } from './programs.js';

/** Starts one server for all test files, and bundles the built job. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundleProgram(builtProgram('main'), bundleOf('main'));
  return testServer()(project);
}
