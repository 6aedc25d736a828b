import { checkRequest, type Job, type RunRequest } from '@wdh/job';
import { fitParams } from '../../../job-command/fit-params.js';
import { requestOf, type RunOptions } from '../../../options/run-options.js';
import { expectDifferent, findRunInputs, inputInPartition, usage } from '../../jobs/run-inputs.js';

/** The options that describe what is run. */
export interface RequestOptions extends Omit<RunOptions, 'input'> {
  readonly input?: readonly string[];
  /** Makes a run unique while it waits. */
  readonly key?: string;
}

/**
 * Returns a request for each input.
 *
 * @throws WdhError of a wrong command line, an unknown parameter, or a request that the job refuses.
 */
export async function requestsOf(
  job: Job,
  options: RequestOptions,
): Promise<readonly RunRequest[]> {
  const { input: patterns, param, key, ...given } = options;
  const { partition } = given;
  const inputs = await findRunInputs(patterns?.map((each) => inputInPartition(each, partition)));
  if (inputs.includes('-')) {
    throw usage(
      'A worker cannot read the standard input of this command: write it to a file first.',
    );
  }
  await expectDifferent(inputs);
  if (inputs.length > 1 && key !== undefined) {
    throw usage('--key is for one run: submit the inputs one by one, each with a key of its own.');
  }
  if (inputs.length > 1 && partition !== undefined) {
    throw usage(
      `--partition takes one input, because partition ${partition} is loaded once: name one file, or use wdh backfill for several partitions.`,
    );
  }
  const params = param === undefined ? {} : { param: fitParams(job, param) };
  const requests = inputs.map((input) => requestOf(input, { ...given, ...params }));
  for (const request of requests) await checkRequest(job, request);
  return requests;
}
