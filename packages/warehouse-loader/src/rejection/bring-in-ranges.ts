import type { GivenRows, PlacedRow } from './given/given-rows.js';
import { RowIsolation } from './given/row-isolation.js';
import type { BringInRanges } from './given/waiting-rows.js';
import { replaceRanges } from './replace-ranges.js';
import type { ScreenedModeOptions } from './screened-mode.js';
import { upsertRanges } from './upsert-ranges.js';

/** Tells how rows of one kind come into the target range by range, in the mode of the load. */
export function bringInRanges<Row extends PlacedRow>(
  options: ScreenedModeOptions,
  given: GivenRows<Row>,
): BringInRanges<Row> {
  const { statements, columns, isFatal, mode } = options;
  const isolation = new RowIsolation(statements, columns, given, isFatal);
  return mode === 'upsert'
    ? upsertRanges(options, given, isolation)
    : replaceRanges(options, given, isolation);
}
