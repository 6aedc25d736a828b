import type { TestProject } from 'vitest/node';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import { setup as startServer } from '../integration/server.js';
import { bundledJob } from './bundled-job.js';

/** Has one server for all test files, and the job as it was built in one file. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await bundleProgram(new URL('../../dist/main.js', import.meta.url), bundledJob);
  return startServer(project);
}
