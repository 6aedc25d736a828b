import { fileURLToPath } from 'node:url';
import { bundleProgram } from '../../../../tools/vitest/bundle-program.js';

const bundle = new URL('../../test-results/programs/wdh-migrate.mjs', import.meta.url);

/** File of the program `wdh-migrate` with all that it imports. */
export const migrateProgram = fileURLToPath(bundle);

/** Writes {@link migrateProgram} from the sources, before the tests begin. */
export function bundleMigrateProgram(): Promise<void> {
  const program = new URL('../../bin/wdh-migrate.mjs', import.meta.url);
  return bundleProgram(program, bundle, { isFromSources: true });
}
