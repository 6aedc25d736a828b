import { fileURLToPath } from 'node:url';
import { RunningProcess } from '@wdh/fault-injection';

/** Path of the bundled program `migrate.ts`. */
export const migratorBundle = new URL('../../test-results/programs/migrate.mjs', import.meta.url);

/** Starts a process that migrates, with the arguments of `migrate.ts`. */
export function startMigrator(args: readonly string[]): RunningProcess {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return RunningProcess.start([fileURLToPath(migratorBundle), ...args], { cwd });
}
