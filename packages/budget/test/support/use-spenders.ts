import type { RunningProcess } from '@wdh/fault-injection';
import { afterEach } from 'vitest';
import { startProgram } from '../programs/programs.js';
import type { SpendCallsArgument } from '../programs/spend-calls.js';

/** Starts processes that pay, and ends those that are left after each test. */
export interface UsedSpenders {
  /** Starts one, and waits until it is ready: it pays from SIGUSR2 on. */
  readonly start: (argument: SpendCallsArgument) => Promise<RunningProcess>;
}

/** How many calls a process made, and what ended it. */
export interface MadeCalls {
  readonly made: number;
  readonly code: string;
}

/** Creates {@link UsedSpenders} for the tests of a file. */
export function useSpenders(): UsedSpenders {
  let started: RunningProcess[] = [];
  afterEach(async () => {
    await Promise.all(started.map((one) => one[Symbol.asyncDispose]()));
    started = [];
  });
  return {
    start: async (argument) => {
      const spender = startProgram('spend-calls', argument);
      started.push(spender);
      await spender.untilPrinted('ready\n', 120_000);
      return spender;
    },
  };
}

/** Waits for the end of a process that pays. */
export async function endOf(spender: RunningProcess): Promise<MadeCalls> {
  const { stdout, stderr } = await spender.end(120_000);
  const found = /^made (\d+) (\w+)$/m.exec(stdout);
  if (found === null) throw new Error(`The process did not end: ${stderr}`);
  return { made: Number(found[1]), code: found[2] ?? '' };
}
