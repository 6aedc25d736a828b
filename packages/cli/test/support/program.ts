import { fileURLToPath } from 'node:url';
import { readEnvironment } from '@wdh/config';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';

const bundle = new URL('../../test-results/programs/wdh.mjs', import.meta.url);
const built = new URL('../../dist/main.js', import.meta.url);

/**
 * Returns the file that tests start: the bundle, which starts in a third of the time. While coverage
 * is measured, it is the built program, whose source maps refer to the sources.
 */
export function wdhFile(): string {
  const isMeasured = readEnvironment()['WDH_PROGRAM_COVERAGE'] !== undefined;
  return fileURLToPath(isMeasured ? built : bundle);
}

/** Bundles the command from its sources: the tests need no build. */
export async function bundleWdh(): Promise<void> {
  const program = new URL('../../src/main.ts', import.meta.url);
  await bundleProgram(program, bundle, { external: ['jiti'] });
}
