import { type ProcessLimits, RunningProcess } from '@wdh/fault-injection';
import { wdhFile } from './program.js';

/** Where a capture runs, and within which limits. */
export interface CaptureSurroundings {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly limits?: ProcessLimits;
}

/** Starts `wdh capture ticks`, which closes a segment each second. */
export function startCapture(
  { folder, databaseUrl, env = {}, limits = {} }: CaptureSurroundings,
  ...args: string[]
): RunningProcess {
  const command = [wdhFile(), 'capture', 'ticks', '--segment-seconds', '1', ...args];
  return RunningProcess.start(command, {
    cwd: folder,
    env: { DATABASE_URL: databaseUrl, ...env },
    limits,
  });
}
