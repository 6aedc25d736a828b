import type { ErrorCategory } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { keepSpend } from '../spend/keep-spend.js';
import { recordableText } from '../text/recordable-text.js';
import { freeExecution } from './free-execution.js';

/** Why a run is not run, or not again. */
export interface ExecutionFailure {
  readonly code: string;
  readonly message: string;
  readonly category: ErrorCategory;
}

/**
 * Records a run as `failed` that waits, was abandoned, or whose process has ended: it is not run, or
 * not again. A run that has ended, or that a process runs, is not changed.
 *
 * @returns whether it was changed.
 */
export async function failExecution(
  on: Queryable,
  executionId: string,
  { code, message, category }: ExecutionFailure,
): Promise<boolean> {
  const { count } = await on.query(
    `${freeExecution(['queued', 'abandoned'])}
     update public.pipeline_executions execution
     set status = 'failed', completed_at = clock_timestamp(), error_code = $2, error_category = $3,
       error_message = $4, ${keepSpend('execution')}
     from free where execution.execution_id = free.execution_id`,
    [executionId, code, category, await recordableText(on, message)],
  );
  return count === 1;
}
