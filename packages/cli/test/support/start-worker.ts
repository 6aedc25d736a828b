import { readEnvironment } from '@wdh/config';
import { RunningProcess } from '@wdh/fault-injection';
import { wdhFile } from './program.js';

/** Where a worker runs. */
export interface WorkerSurroundings {
  readonly folder: string;
  readonly databaseUrl: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts `wdh worker`, and waits until it takes runs. */
export async function startWorker(
  { folder, databaseUrl, env = {} }: WorkerSurroundings,
  ...args: string[]
): Promise<RunningProcess> {
  const { PATH = '', HOME = '' } = readEnvironment();
  const worker = RunningProcess.start([wdhFile(), 'worker', ...args], {
    cwd: folder,
    env: { PATH, HOME, DATABASE_URL: databaseUrl, ...env },
  });
  await worker.untilPrinted(args.includes('--json') ? 'worker.started' : 'Waiting for runs.');
  return worker;
}
