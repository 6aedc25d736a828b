import { Pipeline, type PipelineConfig } from '@wdh/pipeline-core';
import type { SourceRecord } from './columns.js';
import { addStrikeId, dropExactRepeats, renameColumns, validateRecord } from './steps.js';
import type { WildlifeStrike } from './table.js';

/** Rename, validate, key, drop exact repeats. */
export function wildlifeStrikesPipeline(
  config: Partial<PipelineConfig>,
): Pipeline<SourceRecord, WildlifeStrike> {
  return new Pipeline<SourceRecord>('wildlife_strikes', config)
    .addStep(renameColumns)
    .addStep(validateRecord)
    .addStep(addStrikeId)
    .addStep(dropExactRepeats);
}
