import type { SourceIdentity } from '@wdh/pipeline-core';
import type { Queryable } from '@wdh/postgres';
import { and, eq } from 'drizzle-orm';
import { executionLost } from '../executions/execution-lost.js';
import { pipelineExecutions } from '../schema.js';
import { runStatement } from '../statements/run-statement.js';
import { recordableText } from '../text/recordable-text.js';

/**
 * Records the source of a running run, when it is open.
 *
 * @param delivery - Number of the start that opened it. Default: the latest.
 * @throws WdhError `EXECUTION_LOST` if the run is no longer running.
 */
export async function recordSource(
  on: Queryable,
  executionId: string,
  { name, sizeBytes, sha256, optionsSha256 }: SourceIdentity,
  delivery?: number,
): Promise<void> {
  const inputFilePath = await recordableText(on, name);
  const recorded = await runStatement(on, (database) =>
    database
      .update(pipelineExecutions)
      .set({
        inputFilePath,
        inputSizeBytes: sizeBytes,
        inputSha256: sha256,
        inputOptions: optionsSha256 ?? null,
      })
      .where(
        and(
          eq(pipelineExecutions.executionId, executionId),
          eq(pipelineExecutions.status, 'running'),
          delivery === undefined ? undefined : eq(pipelineExecutions.deliveries, delivery),
        ),
      )
      .returning({ executionId: pipelineExecutions.executionId }),
  );
  if (recorded.length !== 1) throw executionLost(executionId);
}
