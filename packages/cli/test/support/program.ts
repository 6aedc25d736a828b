import { fileURLToPath } from 'node:url';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';

const bundle = new URL('../../test-results/programs/wdh.mjs', import.meta.url);

/** Returns the file that tests start: the bundle, which starts in a third of the time. */
export function wdhFile(): string {
  return fileURLToPath(bundle);
}

/** Bundles the command from its sources: the tests need no build. */
export async function bundleWdh(): Promise<void> {
  const program = new URL('../../src/main.ts', import.meta.url);
  await bundleProgram(program, bundle, { external: ['jiti'] });
}
