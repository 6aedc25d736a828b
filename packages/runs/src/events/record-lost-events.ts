import type { Queryable } from '@wdh/postgres';
import { eq, sql } from 'drizzle-orm';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';

/** Adds to the number of events of a run that could not be written. */
export async function recordLostEvents(
  on: Queryable,
  executionId: string,
  eventsLost: number,
): Promise<void> {
  await runStatement(on, (database) =>
    database
      .update(pipelineExecutions)
      .set({ eventsLost: sql`coalesce(${pipelineExecutions.eventsLost}, 0) + ${eventsLost}::int` })
      .where(eq(pipelineExecutions.executionId, executionId)),
  );
}
