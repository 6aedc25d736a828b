import type { BoundPipeline, RowSource } from '@wdh/pipeline-core';
import type { Job } from '../job.js';
import type { SourceRecord } from '../wildlife-strikes/columns.js';
import { wildlifeStrikesPipeline } from '../wildlife-strikes/pipeline.js';
import type { WildlifeStrike } from '../wildlife-strikes/table.js';

/** Binds the records of the file to the steps that check and convert them. */
export function validate(
  { onError, errorThreshold, settings, executionId, logger, observer }: Job,
  records: RowSource<SourceRecord>,
): BoundPipeline<WildlifeStrike> {
  const stopOnError = onError === 'stop';
  const batchSize = settings.dbBatchSize;
  const pipeline = wildlifeStrikesPipeline({ stopOnError, errorThreshold, batchSize });
  return pipeline.bind(records, { executionId, logger, observer });
}
