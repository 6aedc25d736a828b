import type { BoundPipeline } from '@wdh/pipeline-core';
import type { Job } from '../job.js';
import { wildlifeStrikesPipeline } from '../wildlife-strikes/pipeline.js';
import type { WildlifeStrike } from '../wildlife-strikes/table.js';
import { readCsv } from './read-csv.js';

/** Binds the file to the steps that check and convert its records. */
export function validate(job: Job): BoundPipeline<WildlifeStrike> {
  const { onError, errorThreshold, settings, executionId, logger, observer } = job;
  const stopOnError = onError === 'stop';
  const batchSize = settings.dbBatchSize;
  const pipeline = wildlifeStrikesPipeline({ stopOnError, errorThreshold, batchSize });
  return pipeline.bind(() => readCsv(job), { executionId, logger, observer });
}
