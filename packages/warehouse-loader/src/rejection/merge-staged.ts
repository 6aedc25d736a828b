import { DatabaseError } from '@wdh/postgres';
import type { StagingTable } from '../copy/staging-table.js';
import { nothingWritten, type WriteCounts } from '../copy/table-writer.js';
import type { Merge, StagedRows } from './merge.js';
import { divideRows, type StagedPart } from './shapes/staged-parts.js';
import type { StagedLoad } from './staged-load.js';
import { Refusal } from './staged/guarded-statements.js';
import { type RejectSources, RowIsolation } from './staged/row-isolation.js';
import { readStagedRanges, type Refuse } from './staged/staged-ranges.js';
import { createStagedReader } from './staged/staged-reader.js';

/**
 * Merges the rows of a staging table into the target, those that are inserted with the same columns
 * at a time.
 *
 * @param staged - Its number of rows is that reported by the server.
 */
export async function mergeStaged(
  load: StagedLoad,
  staging: StagingTable,
  staged: StagedRows,
  refuse: Refuse,
): Promise<WriteCounts> {
  const { connection, target, key, updated, uncompared, createMerge } = load;
  const { combined, rejectSources, parts } = await divideRows(load, staging, staged, refuse);
  let superseded = combined;
  /** Those that a refused row was combined with are rejected as well, and so are not superseded. */
  const reject: RejectSources | null =
    rejectSources === null
      ? null
      : async (refused) => {
          const rejected = await rejectSources(refused);
          superseded -= rejected.length - refused.length;
          return rejected;
        };
  const mergeOf = ({ columns }: Pick<StagedPart, 'columns'>): Merge =>
    createMerge({ connection, target, key, columns, updated, uncompared });
  const whole = mergeOf(load);
  const deleted = (await whole.begin?.(connection)) ?? 0;
  const counts = { ...nothingWritten, deleted };
  for await (const part of parts) {
    const merged = await mergePart(load, part, mergeOf(part), refuse, reject);
    counts.inserted += merged.inserted;
    counts.updated += merged.updated;
    counts.unchanged += merged.unchanged;
    counts.superseded += merged.superseded;
  }
  await whole.end?.(connection, counts.inserted);
  return { ...counts, superseded: counts.superseded + superseded };
}

/**
 * Merges rows with one statement. If that is refused, merges range by range, up to the refused
 * record or without it.
 */
async function mergePart(
  load: StagedLoad,
  part: StagedPart,
  merge: Merge,
  refuse: Refuse,
  reject: RejectSources | null,
): Promise<WriteCounts> {
  const { statements, isFatal } = load;
  const outcome = await statements.together((on) => merge.atOnce(on, part.rows, part.staged));
  if (!(outcome instanceof Refusal)) return outcome;
  try {
    const counts = await mergeInRanges(load, part, merge, refuse, reject);
    if (!isFatal) return counts;
  } catch (error) {
    // In parts, the server may refuse another row first, which would be valid together with all
    // others.
    if (!isFatal || !(error instanceof DatabaseError) || isAlike(error, outcome.error)) throw error;
  }
  throw outcome.error;
}

async function mergeInRanges(
  { connection, target, key, statements, isFatal }: StagedLoad,
  { toTable, staged, columns }: StagedPart,
  merge: Merge,
  refuse: Refuse,
  reject: RejectSources | null,
): Promise<WriteCounts> {
  const table = await toTable();
  const reader = createStagedReader(connection, table, columns, target.catalog.oid);
  return merge.inRanges({
    ranges: await readStagedRanges(connection, table, staged.areKeysUnique ? null : key),
    reader,
    isolation: new RowIsolation(statements, columns, reader, isFatal, reject),
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
