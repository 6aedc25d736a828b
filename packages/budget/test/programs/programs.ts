import { fileURLToPath } from 'node:url';
import { RunningProcess } from '@wdh/fault-injection';

/** The programs that tests start and kill; each is a file in this folder. */
export const programs = ['create-tenant', 'send-notice', 'spend-calls'] as const;

/** One of them. */
export type Program = (typeof programs)[number];

/** Where a program lies in one file, before the tests begin. */
export const bundleOf = (program: Program): URL =>
  new URL(`../../test-results/programs/${program}.mjs`, import.meta.url);

/** Starts one of the programs with an argument of JSON. */
export function startProgram(program: Program, argument: object): RunningProcess {
  const cwd = fileURLToPath(new URL('../..', import.meta.url));
  return RunningProcess.start([fileURLToPath(bundleOf(program)), JSON.stringify(argument)], {
    cwd,
  });
}
