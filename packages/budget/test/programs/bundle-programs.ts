import type { TestProject } from 'vitest/node';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import { setup as startServer } from '../integration/server.js';
import { bundleOf, programs } from './programs.js';

/** Writes each program of the tests into one file, and starts one server for all test files. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const program of programs) {
    await bundleProgram(new URL(`${program}.ts`, import.meta.url), bundleOf(program));
  }
  return startServer(project);
}
