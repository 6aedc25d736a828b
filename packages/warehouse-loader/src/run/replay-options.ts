import { modeOf } from '../modes/load-modes.js';
import type { PipelineLoadOptions } from '../options/load-options.js';

/**
 * Completes the options of a load that replays rejected rows: rows may be rejected again in any
 * number, and the run is recorded as a replay.
 */
export function replayOptions(options: PipelineLoadOptions): PipelineLoadOptions {
  const { replay, upsertKeys = [], run } = options;
  if (replay === undefined) return options;
  return {
    ...options,
    mode: modeOf(options).replaysBy,
    upsertKeys,
    onRefusal: 'reject',
    errorThreshold: 1,
    run: { ...run, trigger: 'replay', parentExecutionId: replay.run },
  };
}
