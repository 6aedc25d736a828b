import type { LoadMode } from '@wdh/warehouse-loader';
import type { CommandContext } from '../../context/command-context.js';
import { newJob } from '../../new-job/new-job.js';
import type { InputOptions } from '../../new-job/profile-input.js';
import { writeJob } from '../../new-job/write-job.js';
import { describeNewJob, jobReport, nextSteps } from './describe-new-job.js';

/** The options of `wdh new job`. */
export interface NewOptions extends InputOptions {
  readonly from: string;
  readonly folder?: string;
  readonly table?: string;
  readonly mode?: LoadMode;
  /** False: `--no-key`. */
  readonly key?: readonly string[] | false;
  readonly sample: number;
  readonly yes: boolean;
  readonly dryRun: boolean;
}

/** Writes a new job; on a terminal, it shows it first and asks. */
export async function createJob(
  context: CommandContext,
  options: NewOptions,
  name: string,
): Promise<number> {
  const { key, dryRun, yes, ...others } = options;
  const job = await newJob({
    ...others,
    name,
    key: key === false ? [] : key,
    cwd: process.cwd(),
    signal: context.signal,
  });
  const { terminal, signal } = context;
  const plan = describeNewJob(job, process.cwd());
  const asks = !dryRun && !yes && !context.isJson && terminal.canAsk;
  if (asks) await terminal.print(`${plan}\n\n`);
  const isWanted = !dryRun && (!asks || (await terminal.confirm('Write it?', signal)));
  if (isWanted) await writeJob(job.place.folder, job.files, job.project);
  await context.printResult(jobReport(job, isWanted), () => {
    const shown = asks ? '' : `${plan}\n\n`;
    return `${shown}${isWanted ? nextSteps(job, process.cwd()) : 'Nothing was written.'}`;
  });
  return 0;
}
