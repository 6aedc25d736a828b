import type { BringIn } from '../staging/bring-in.js';
import type { StagingTable } from '../staging/staging-table.js';
import type { WriteCounts } from '../write/table-writer.js';
import { stagedRanges } from './copied/staged-ranges.js';
import { Refusal } from './given/guarded-statements.js';
import type { BringInRanges, Refuse } from './given/waiting-rows.js';
import type { ScreenedModeOptions } from './screened-mode.js';

/** How the rows of a staging table come into the target: at once, or range by range. */
export interface WaysIn {
  readonly atOnce: BringIn;
  readonly inRanges: BringInRanges;
}

/**
 * Brings the rows of a staging table into the target at once; where that is refused, range by range,
 * up to the record at fault or around it.
 *
 * @param count - How many rows the server says are staged.
 */
export async function bringInStaged(
  { connection, columns, keys, statements, encoder, isFatal }: ScreenedModeOptions,
  staging: StagingTable,
  count: number,
  { atOnce, inRanges }: WaysIn,
  refuse: Refuse,
): Promise<WriteCounts> {
  const { areKeysAscending } = encoder;
  const outcome = await statements.together((on) =>
    atOnce(on, staging, { count, areKeysAscending }),
  );
  if (!(outcome instanceof Refusal)) return outcome;
  const counts = await inRanges(await stagedRanges(connection, staging, columns, keys), refuse);
  // Then it was not the fault of a row.
  if (isFatal) throw outcome.error;
  return counts;
}
