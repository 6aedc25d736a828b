import type { Content } from '@wdh/file-connector';
import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';
import type { CheckOptions, JobSource } from '../sources/job-source.js';
import { type PlannedRun, planRun } from './plan-run.js';

/**
 * Checks without a database that the input of a request can be opened, and has the header that the
 * job needs. Rows are not checked, nor the standard input and addresses: `runJob` checks them.
 *
 * @throws WdhError of category file or data that says what is wrong with the input, or
 *   `REQUEST_INVALID`, `PARAMETERS_INVALID` or `PARTITION_INVALID` (usage).
 * @example await checkInput(people, { input: 'people.csv' });
 */
export async function checkInput(job: Job, request: RunRequest): Promise<void> {
  await checkPlanned(await planRun(job, request));
}

/**
 * Checks a request against its job, without opening its input.
 *
 * @param now - The time that decides which partitions have begun. Default: now.
 * @throws WdhError `REQUEST_INVALID`, `PARAMETERS_INVALID` or `PARTITION_INVALID` (usage).
 */
export async function checkRequest(job: Job, request: RunRequest, now?: Date): Promise<void> {
  await planRun(job, request, now);
}

/**
 * Returns the input that a request reads: its own, that of its partition, or the example of the job.
 *
 * @throws WdhError `REQUEST_INVALID`, `PARAMETERS_INVALID` or `PARTITION_INVALID` (usage).
 */
export async function inputOf(job: Job, request: RunRequest): Promise<string> {
  return (await planRun(job, request)).input;
}

/** A run whose input was checked. */
export interface CheckedRun {
  /** The run, which opens what was checked. */
  readonly planned: PlannedRun;
  /** What is wrong with the input; null if nothing is. */
  readonly problem: { readonly error: unknown } | null;
  /** Releases the input, after the run. */
  close(): Promise<void>;
}

/**
 * Checks the input of a planned run, and keeps it for the run: a download is made once. A run whose
 * input cannot be opened fails for the same reason, so that it is recorded.
 */
export async function checkedRun(planned: PlannedRun, how: CheckOptions): Promise<CheckedRun> {
  const { source } = planned.plan;
  let content: Content | undefined;
  const close = async (): Promise<void> => content?.close();
  try {
    content = source.share?.(planned.input);
    await checkPlanned(planned, { ...how, content });
    const open: Open = (input, options) => source.open(input, { ...options, content });
    return { planned: withOpen(planned, open), problem: null, close };
  } catch (error) {
    const open: Open = () => {
      throw error;
    };
    return { planned: withOpen(planned, open), problem: { error }, close };
  }
}

type Open = JobSource<object>['open'];

/** Malformed records are left to the run, which counts them. */
async function checkPlanned(
  { plan, input, request: { encoding } }: PlannedRun,
  how: CheckOptions = {},
): Promise<void> {
  const lenient = { encoding, batchSize: 1, acceptsAnyMalformed: true };
  await plan.source.check?.(input, { ...how, ...lenient });
}

function withOpen(planned: PlannedRun, open: Open): PlannedRun {
  return { ...planned, plan: { ...planned.plan, source: { ...planned.plan.source, open } } };
}
