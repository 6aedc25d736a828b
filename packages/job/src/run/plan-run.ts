import { inputName } from '@wdh/file-connector';
import { WdhError } from '@wdh/pipeline-core';
import type { LoadMode } from '@wdh/warehouse-loader';
import type { Job, JobPlan } from '../declare/job.js';
import { checkPartition } from '../request/check-partition.js';
import { parseParams } from '../request/parse-params.js';
import { type BadRowPolicy, parseRunRequest, type RunRequest } from '../request/run-request.js';

/** A request with the defaults of its job. */
export interface PlannedRun {
  readonly plan: JobPlan;
  readonly input: string;
  /** The input without secrets, for records and messages. */
  readonly inputName: string;
  readonly mode: LoadMode;
  readonly onBadRow: BadRowPolicy;
  readonly errorThreshold: number;
  /** The request as it is recorded: complete, and JSON. */
  readonly request: RunRequest;
}

/**
 * Checks a request against its job, and adds the defaults of the job.
 *
 * @throws WdhError `REQUEST_INVALID`, `PARAMETERS_INVALID` or `PARTITION_INVALID` (usage).
 */
export async function planRun(job: Job, request: RunRequest, now?: Date): Promise<PlannedRun> {
  const asked = parseRunRequest(request);
  checkPartition(job, asked.partition, now);
  const params = await parseParams(job.name, job.params, asked.params ?? {});
  const plan = job.plan(params, asked.partition);
  const input = asked.input ?? plan.defaultInput?.() ?? job.example;
  if (input === null) throw invalid(`Job ${job.name} needs an input, such as the path of a file.`);
  if (asked.mode === 'replace' && job.partitions !== undefined) {
    throw invalid(
      `Job ${job.name} has partitions: mode replace would delete the rows of all others. Nothing was loaded.`,
    );
  }
  const { mode = job.mode, onBadRow = job.onBadRow, errorThreshold = job.errorThreshold } = asked;
  const name = inputName(input);
  const recorded = { ...asked, version: 1, input: name, mode, onBadRow, errorThreshold } as const;
  return { plan, input, inputName: name, mode, onBadRow, errorThreshold, request: recorded };
}

function invalid(summary: string): WdhError {
  return new WdhError(summary, { code: 'REQUEST_INVALID', category: 'usage' });
}
