import { parseRunRequest, type RunRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import { runTriggers, type RunTrigger } from '@wdh/runs';
import * as v from 'valibot';

/** What a job of the queue says about its run. */
export interface RunJobData {
  readonly executionId: string;
  /** Name of the job of the project. */
  readonly job: string;
  readonly request: RunRequest;
  readonly trigger: RunTrigger;
  readonly requestedBy?: string | undefined;
  readonly parentExecutionId?: string | undefined;
}

const text = v.pipe(v.string(), v.nonEmpty());

const schema = v.object({
  executionId: text,
  job: text,
  request: v.unknown(),
  trigger: v.picklist(runTriggers),
  requestedBy: v.optional(v.string()),
  parentExecutionId: v.optional(v.string()),
});

/**
 * Reads the data of a job of the queue.
 *
 * @throws WdhError `QUEUE_JOB_INVALID` (internal) for data that no version of this package has written,
 * `REQUEST_INVALID` (usage) for a request that this version does not know.
 */
export function parseRunJobData(data: unknown): RunJobData {
  const { success, output } = v.safeParse(schema, data);
  if (success) return { ...output, request: parseRunRequest(output.request) };
  throw new WdhError(
    'A job of the queue has data that this program does not know. Install the same version of @wdh/queue for those who submit and for workers.',
    { code: 'QUEUE_JOB_INVALID', category: 'internal' },
  );
}
