import type { RowSource } from '@wdh/pipeline-core';
import type { Job } from '../declare/job.js';
import type { RunRequest } from '../request/run-request.js';
import { type PlannedRun, planRun } from './plan-run.js';

/**
 * Checks without a database that the input of a request can be opened, and has the header that the
 * job needs. Rows are not checked, nor inputs that can be read only once.
 *
 * @throws WdhError of category file or data that says what is wrong with the input, or
 *   `REQUEST_INVALID` or `PARAMETERS_INVALID` (usage).
 * @example await checkInput(people, { input: 'people.csv' });
 */
export async function checkInput(job: Job, request: RunRequest): Promise<void> {
  await checkPlanned(await planRun(job, request));
}

/** Checks the input of a planned run. Malformed records are left to the run, which counts them. */
export async function checkPlanned({ plan, input, request }: PlannedRun): Promise<void> {
  const { encoding } = request;
  await plan.source.check?.(input, { encoding, batchSize: 1, acceptsAnyMalformed: true });
}

/** Returns a run whose input cannot be opened, so that it is recorded as failed for this reason. */
export function withBadInput(planned: PlannedRun, problem: unknown): PlannedRun {
  const open = (): RowSource<object> => {
    throw problem;
  };
  return { ...planned, plan: { ...planned.plan, source: { ...planned.plan.source, open } } };
}
