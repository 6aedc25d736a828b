import { fileURLToPath } from 'node:url';
import { RunningProcess } from '@wdh/fault-injection';

/** Where the program `migrate.ts` lies in one file, before the tests begin. */
export const migratorBundle = new URL('../../test-results/programs/migrate.mjs', import.meta.url);

/** Starts a process that migrates, with the arguments of `migrate.ts`. */
export function startMigrator(args: readonly string[]): RunningProcess {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return RunningProcess.start([fileURLToPath(migratorBundle), ...args], { cwd });
}
