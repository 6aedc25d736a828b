import { DatabaseError } from '@wdh/postgres';
import type { StagingTable } from '../copy/staging-table.js';
import type { WriteCounts } from '../copy/table-writer.js';
import type { StagedLoad } from './staged-load.js';
import { Refusal } from './staged/guarded-statements.js';
import { RowIsolation } from './staged/row-isolation.js';
import { readStagedRanges, type Refuse } from './staged/staged-ranges.js';
import { createStagedReader } from './staged/staged-reader.js';

/**
 * Merges the rows of a staging table into the target with one statement. If that is refused, merges
 * range by range, up to the refused record or without it.
 *
 * @param count - Number of staged rows, as reported by the server.
 */
export async function mergeStaged(
  load: StagedLoad,
  staging: StagingTable,
  count: number,
  refuse: Refuse,
): Promise<WriteCounts> {
  const { merge, statements, encoder, isFatal } = load;
  const { areKeysAscending } = encoder;
  const outcome = await statements.together((on) =>
    merge.atOnce(on, staging, { count, areKeysAscending }),
  );
  if (!(outcome instanceof Refusal)) return outcome;
  try {
    const counts = await mergeInRanges(load, staging, refuse);
    if (!isFatal) return counts;
  } catch (error) {
    // In parts, the server may refuse another row first, which would be valid together with all
    // others.
    if (!isFatal || !(error instanceof DatabaseError) || isAlike(error, outcome.error)) throw error;
  }
  throw outcome.error;
}

async function mergeInRanges(
  { connection, target, keys, columns, merge, statements, isFatal }: StagedLoad,
  staging: StagingTable,
  refuse: Refuse,
): Promise<WriteCounts> {
  const reader = createStagedReader(connection, staging, columns, target.catalog.oid);
  return merge.inRanges({
    ranges: await readStagedRanges(connection, staging, keys),
    reader,
    isolation: new RowIsolation(statements, columns, reader, isFatal),
    source: reader.typed(statements.mark),
    refuse,
  });
}

function isAlike(one: DatabaseError, other: DatabaseError): boolean {
  return (
    one.category !== 'data' ||
    (one.sqlState === other.sqlState && one.constraint === other.constraint)
  );
}
