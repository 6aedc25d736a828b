import { randomUUID } from 'node:crypto';
import { plannedExecution, storableRequest } from '@wdh/job';
import { WdhError } from '@wdh/pipeline-core';
import type { PlannedExecution } from '@wdh/runs';
import type { JobInsert } from 'pg-boss';
import { runQueue } from '../boss/queue-names.js';
import { isUuid } from './is-uuid.js';
import type { RunJobData } from './run-job-data.js';
import type { Submission } from './submission.js';

/** A checked submission: the record of its run, and its job in the queue. */
export interface PlannedSubmission {
  readonly queue: string;
  readonly execution: PlannedExecution;
  readonly insert: JobInsert<RunJobData>;
}

const mostPriority = 1_000_000;

/**
 * Checks a submission before the database is asked.
 *
 * @throws WdhError of category usage: `SUBMISSION_INVALID`, `REQUEST_INVALID`, `PARAMETERS_INVALID`,
 * `PARTITION_INVALID`, `REQUEST_HAS_SECRET`, `REQUEST_NOT_RECORDABLE`.
 */
export async function planSubmission(submission: Submission): Promise<PlannedSubmission> {
  checkSubmission(submission);
  const { job, priority, startAfter, key, overlap = 'allow', schedule } = submission;
  const { trigger = 'queue', requestedBy, parentExecutionId } = submission;
  const { executionId = randomUUID() } = submission;
  // Runs of a schedule do not overlap each other; those that are submitted otherwise are not counted.
  const overlapKey = schedule === undefined ? `job:${job.name}` : `schedule:${schedule.name}`;
  const request = storableRequest(job, submission.request ?? {});
  const origin = { executionId, trigger, requestedBy, parentExecutionId };
  // The clock of the server says that a tick is due; that of this machine may be behind.
  const execution = await plannedExecution(job, request, { ...origin, now: schedule?.at });
  const data: RunJobData = { ...origin, job: job.name, request };
  return {
    queue: runQueue(job.name),
    execution: {
      ...execution,
      submitKey: key,
      overlapKey: overlap === 'skip' ? overlapKey : undefined,
      schedule,
    },
    insert: {
      id: executionId,
      data,
      singletonKey: overlap === 'queue' ? overlapKey : executionId,
      ...(priority === undefined ? {} : { priority }),
      ...(startAfter === undefined ? {} : { startAfter: startAfter.toISOString() }),
    },
  };
}

function checkSubmission(submission: Submission): void {
  const { job, priority, startAfter, key, executionId, schedule } = submission;
  const refuse = (problem: string): never => {
    throw new WdhError(`A run of job ${job.name} cannot be submitted: ${problem}.`, {
      code: 'SUBMISSION_INVALID',
      category: 'usage',
    });
  };
  if (executionId !== undefined && !isUuid(executionId)) {
    refuse('executionId must be a UUID in lower case');
  }
  if (
    priority !== undefined &&
    !(Number.isInteger(priority) && Math.abs(priority) <= mostPriority)
  ) {
    refuse(`priority must be a whole number from -${mostPriority} to ${mostPriority}`);
  }
  if (startAfter !== undefined && !isStorable(startAfter)) {
    refuse('startAfter must be a date of the years 1 to 9999');
  }
  if (schedule !== undefined && !isStorable(schedule.at)) {
    refuse('the time of its schedule must be a date of the years 1 to 9999');
  }
  if (key !== undefined && !isKey(key)) {
    refuse('key must have 1 to 200 characters, and no control character');
  }
}

/** Whether it is a date that the server reads: it refuses other years in the form of ISO 8601. */
function isStorable(date: unknown): boolean {
  return date instanceof Date && /^(?!0000)\d{4}-/.test(isoOf(date));
}

const isoOf = (date: Date): string => (Number.isNaN(date.getTime()) ? '' : date.toISOString());

function isKey(key: unknown): boolean {
  return typeof key === 'string' && key !== '' && key.length <= 200 && !/[\p{Cc}\p{Cs}]/u.test(key);
}
