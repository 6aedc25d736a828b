import type { Pipeline } from '@wdh/pipeline-core';
import { openReplay } from '@wdh/runs';
import type { LoadMode, LoadReport, LoadStatus, PipelineLoadOptions } from '../../src/index.js';
import { queryableOf } from './queryable-of.js';
import type { Warehouse } from './use-warehouse.js';

/** Options of a load, with mode and keys independent of each other. */
export type PlainOptions = Omit<PipelineLoadOptions, 'into' | 'mode' | 'upsertKeys'> & {
  readonly mode?: LoadMode;
  readonly upsertKeys?: readonly string[];
};

/** Returns options with a mode and keys, as the compiler requires them together. */
export function withKeys<Given extends PlainOptions>(
  given: Given,
): Given & { readonly mode: LoadMode; readonly upsertKeys: readonly string[] } {
  return { mode: 'append', upsertKeys: [], ...given };
}

/** Replays the open rejected rows of a run by a pipeline, and returns the report. */
export async function replayRun<Raw extends Record<string, unknown>, Out extends object>(
  { loader, sql }: Pick<Warehouse, 'loader' | 'sql'>,
  pipeline: Pipeline<Raw, Out>,
  executionId: string,
  options: PlainOptions & { readonly into: string },
): Promise<LoadReport<LoadStatus>> {
  const replay = await openReplay(queryableOf(sql), executionId);
  // The records of a run have the type of the rows of its source.
  const bound = pipeline.bind(replay.source as never);
  return loader.loadPipeline(bound, { ...withKeys(options), replay });
}
