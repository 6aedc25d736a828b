import { inputOf } from '@wdh/job';
import { systemUserName } from '@wdh/postgres';
import type { CommandContext } from '../../../context/command-context.js';
import { findJob } from '../../jobs/find-job.js';
import { openProjectQueue } from '../open-project-queue.js';
import { followRuns } from './follow-runs.js';
import { reportEnded } from './report-ended.js';
import { reportSubmitted, type SubmittedRun } from './report-submitted.js';
import { requestsOf, type RequestOptions } from './requests-of.js';
import { warnOfAbsentFiles } from './warn-of-absent-files.js';

/** The options of `wdh submit`. */
export interface SubmitOptions extends RequestOptions {
  readonly priority?: number;
  /** In milliseconds. */
  readonly in?: number;
  readonly at?: Date;
  readonly wait: boolean;
  readonly quiet: boolean;
  readonly migrate: boolean;
}

/** Puts a run of a job into the queue for each input, and returns the exit code. */
export async function submitRuns(
  context: CommandContext,
  name: string,
  options: SubmitOptions,
): Promise<number> {
  const job = findJob(await context.project(), name);
  const requests = await requestsOf(job, options);
  const inputs = await Promise.all(requests.map((request) => inputOf(job, request)));
  await warnOfAbsentFiles(context, inputs);
  const { priority, key, at, in: delayMs, migrate } = options;
  const startAfter = delayMs === undefined ? at : new Date(Date.now() + delayMs);
  const requestedBy = systemUserName() || undefined;
  const queue = await openProjectQueue(context, 'wdh submit', { migrate });
  try {
    const results = await queue.submit(
      requests.map((request) => ({ job, request, priority, startAfter, key, requestedBy })),
    );
    const submitted = results.map(
      ({ executionId, status, reason, holder }, place): SubmittedRun => ({
        ...{ executionId: holder ?? executionId, status, reason },
        input: inputs[place] ?? null,
      }),
    );
    if (!options.wait) {
      await reportSubmitted(context, submitted);
      return 0;
    }
    const ids = submitted.map(({ executionId }) => executionId);
    const interrupted = await followRuns(context, queue, ids, options.quiet || context.isJson);
    return interrupted === 0 ? await reportEnded(context, ids) : interrupted;
  } finally {
    await queue.close();
  }
}
