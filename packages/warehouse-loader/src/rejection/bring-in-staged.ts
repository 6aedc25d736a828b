import { DatabaseError } from '@wdh/postgres';
import type { StagingTable } from '../copy/staging-table.js';
import type { WriteCounts } from '../copy/table-writer.js';
import type { BringIn } from '../modes/bring-in.js';
import { bringInRanges } from './bring-in-ranges.js';
import type { ScreenedModeOptions } from './screened-mode.js';
import { Refusal } from './staged/guarded-statements.js';
import { readStagedRanges, type Refuse } from './staged/staged-ranges.js';
import { createStagedReader } from './staged/staged-reader.js';

/**
 * Brings the rows of a staging table into the target at once; where that is refused, range by range,
 * up to the record at fault or around it.
 *
 * @param count - How many rows the server says are staged.
 */
export async function bringInStaged(
  options: ScreenedModeOptions,
  staging: StagingTable,
  count: number,
  atOnce: BringIn,
  refuse: Refuse,
): Promise<WriteCounts> {
  const { connection, columns, keys, statements, encoder, isFatal } = options;
  const { areKeysAscending } = encoder;
  const outcome = await statements.together((on) =>
    atOnce(on, staging, { count, areKeysAscending }),
  );
  if (!(outcome instanceof Refusal)) return outcome;
  const inRanges = bringInRanges(
    options,
    createStagedReader(connection, staging, columns, options.target.catalog.oid),
  );
  try {
    const counts = await inRanges(await readStagedRanges(connection, staging, keys), refuse);
    if (!isFatal) return counts;
  } catch (error) {
    // In parts, the server may refuse another row first, which all together would have been fine.
    if (!isFatal || !(error instanceof DatabaseError) || isAlike(error, outcome.error)) throw error;
  }
  throw outcome.error;
}

function isAlike(one: DatabaseError, other: DatabaseError): boolean {
  return (
    one.category !== 'data' ||
    (one.sqlState === other.sqlState && one.constraint === other.constraint)
  );
}
