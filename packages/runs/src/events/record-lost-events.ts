import type { Queryable } from '@wdh/postgres';
import { eq } from 'drizzle-orm';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';

/** Records the number of events of a run that could not be written. */
export async function recordLostEvents(
  on: Queryable,
  executionId: string,
  eventsLost: number,
): Promise<void> {
  await runStatement(on, (database) =>
    database
      .update(pipelineExecutions)
      .set({ eventsLost })
      .where(eq(pipelineExecutions.executionId, executionId)),
  );
}
