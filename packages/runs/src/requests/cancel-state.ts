import { WdhError } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { eq } from 'drizzle-orm';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';

/** Whether a run has been cancelled, or its end is requested. */
export interface CancelState {
  readonly status: string;
  readonly isRequested: boolean;
}

/** Reads whether the end of a run was requested; null if there is no run with that id. */
export async function readCancelState(
  on: Queryable,
  executionId: string,
): Promise<CancelState | null> {
  const { status, cancelRequestedAt } = pipelineExecutions;
  const [found] = await runStatement(on, (database) =>
    database
      .select({ status, cancelRequestedAt })
      .from(pipelineExecutions)
      .where(eq(pipelineExecutions.executionId, executionId)),
  );
  if (found === undefined) return null;
  return { status: found.status, isRequested: found.cancelRequestedAt !== null };
}

/** Returns the error of a run whose end was requested. */
export function runCancelled(executionId: string): WdhError {
  return new WdhError(`Run ${executionId} was cancelled on request.`, {
    code: 'CANCELLED',
    category: 'interrupted',
  });
}
