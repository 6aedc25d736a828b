import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';
import { bundleOf, programs } from './programs.js';

/** Writes each program of the tests into one file. */
export async function setup(): Promise<void> {
  for (const program of programs) {
    await bundleProgram(new URL(`${program}.ts`, import.meta.url), bundleOf(program));
  }
}
