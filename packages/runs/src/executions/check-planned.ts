import { WdhError } from '@wdh/pipeline-core';
import { runTriggers } from '../run-trigger.js';
import type { PlannedExecution } from './execution.js';

/** Characters of a name, as the columns of the audit tables hold them. */
const mostOfName = 100;
const mostOfKey = 200;
const mostOfText = 1_000;

/**
 * Checks the texts of a run before the server is asked, so that an error names the one that is wrong.
 *
 * @throws WdhError `PIPELINE_NOT_RECORDABLE` or `REQUEST_NOT_RECORDABLE`.
 */
export function checkPlanned(planned: PlannedExecution): void {
  const { executionId, pipelineName, pipelineVersion, origin = {} } = planned;
  const { partition, schedule, submitKey, overlapKey } = planned;
  const { jobName, trigger, requestedBy, parentExecutionId } = origin;
  const pipeline = 'PIPELINE_NOT_RECORDABLE';
  checkText('name of the pipeline', pipelineName, mostOfName, pipeline);
  checkText('version of the pipeline', pipelineVersion, mostOfName, pipeline);
  checkText('id of the run', executionId, mostOfName);
  checkText('name of the job', jobName, mostOfName);
  checkText('text requestedBy', requestedBy, mostOfText);
  checkText('id of the parent run', parentExecutionId, mostOfName);
  checkText('partition', partition?.key, mostOfName);
  checkText('version of the input', partition?.version, mostOfName);
  checkText('name of the schedule', schedule?.name, mostOfName);
  checkText('key of the waiting run', submitKey, mostOfKey);
  checkText('key against overlaps', overlapKey, mostOfKey);
  if (parentExecutionId === executionId) throw notRecordable('parent run', 'is the run itself');
  if (trigger === undefined || runTriggers.includes(trigger)) return;
  throw notRecordable('trigger of the run', `is not one of ${runTriggers.join(', ')}`);
}

function checkText(
  what: string,
  text: string | undefined,
  most: number,
  code: Code = 'REQUEST_NOT_RECORDABLE',
): void {
  if (text === undefined) return;
  if (text === '') throw notRecordable(what, 'is empty', code);
  if (/\p{Cc}/u.test(text)) throw notRecordable(what, 'has a control character', code);
  if (/\p{Cs}/u.test(text)) throw notRecordable(what, 'has half a character', code);
  // As the server counts them.
  if (text.length > most && Array.from(text).length > most) {
    throw notRecordable(what, `is longer than ${most} characters`, code);
  }
}

type Code = 'PIPELINE_NOT_RECORDABLE' | 'REQUEST_NOT_RECORDABLE';

function notRecordable(what: string, why: string, code: Code = 'REQUEST_NOT_RECORDABLE'): WdhError {
  return new WdhError(`The ${what} ${why}. Choose another.`, { code, category: 'usage' });
}
