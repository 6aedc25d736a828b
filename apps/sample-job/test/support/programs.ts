import { fileURLToPath } from 'node:url';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';

/** The job as a program, and the command for all jobs. */
const packageOf = { main: '../..', wdh: '../../../../packages/cli' } as const;

/** Name of a program of the job. */
export type Program = keyof typeof packageOf;

const programs: readonly Program[] = ['main', 'wdh'];

/** Returns the bundle of a program, which is created before the tests begin. */
export function bundleOf(program: Program): URL {
  return new URL(`../../test-results/programs/${program}.mjs`, import.meta.url);
}

/** Returns the program that `npm run build` writes. */
export function builtProgram(program: Program): URL {
  return new URL(`${packageOf[program]}/dist/main.js`, import.meta.url);
}

/** Returns the file that tests start: the bundle, which starts in a third of the time. */
export function programFile(program: Program): string {
  return fileURLToPath(bundleOf(program));
}

/** Bundles all programs from their sources: the tests need no build. */
export async function bundlePrograms(): Promise<void> {
  for (const program of programs) {
    const source = new URL(`${packageOf[program]}/src/main.ts`, import.meta.url);
    await bundleProgram(source, bundleOf(program), { external: ['jiti'] });
  }
}
