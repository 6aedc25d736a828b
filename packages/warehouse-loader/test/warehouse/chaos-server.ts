import type { TestProject } from 'vitest/node';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import { setup as startServer } from '../integration/server.js';
import { bundleOf, programs } from './programs.js';

/** Has one server for all test files, and each of their programs in one file. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const program of programs) {
    await bundleProgram(new URL(`${program}.ts`, import.meta.url), bundleOf(program));
  }
  return startServer(project);
}
