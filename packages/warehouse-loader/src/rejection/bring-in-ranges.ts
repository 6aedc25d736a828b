import { replaceRanges } from './replace-ranges.js';
import type { ScreenedModeOptions } from './screened-mode.js';
import { RowIsolation } from './staged/row-isolation.js';
import type { BringInRanges } from './staged/staged-ranges.js';
import type { StagedReader } from './staged/staged-reader.js';
import { upsertRanges } from './upsert-ranges.js';

/** Returns how staged rows come into the target range by range, in the mode of the load. */
export function bringInRanges(options: ScreenedModeOptions, reader: StagedReader): BringInRanges {
  const { statements, columns, isFatal, mode } = options;
  const isolation = new RowIsolation(statements, columns, reader, isFatal);
  return mode === 'upsert'
    ? upsertRanges(options, reader, isolation)
    : replaceRanges(options, reader, isolation);
}
