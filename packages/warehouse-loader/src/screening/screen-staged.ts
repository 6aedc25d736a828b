import type { BringIn } from '../staging/bring-in.js';
import { createStagingTable } from '../staging/staging-table.js';
import { CopyIsolation } from './copied/copy-isolation.js';
import { CopyRange } from './copied/copy-range.js';
import type { ScreenedMode, ScreenedModeOptions } from './screened-mode.js';
import { Refusal } from './given/guarded-statements.js';
import { stagedRanges } from './copied/staged-ranges.js';
import type { BringInRanges } from './given/waiting-rows.js';

/**
 * Copies rows into a staging table, which refuses those that do not fit the types of their columns,
 * and brings them into the target at once; where that is refused, range by range.
 */
export async function screenStaged(
  options: ScreenedModeOptions,
  bringIn: BringIn,
  bringInRanges: BringInRanges,
): Promise<ScreenedMode<CopyRange>> {
  const { connection, target, columns, keys, statements, encoder, isFatal } = options;
  const names = columns.map(({ column }) => column.name);
  const staging = await createStagingTable(connection, target, names);
  const { table, copyStatement: statement } = staging;
  const isolation = new CopyIsolation({ connection, statement, table, columns, isFatal });
  let count = 0;
  return {
    begin: () => new CopyRange(true),
    take: async (range) => {
      const { copied, rejected } = await isolation.run(range);
      count += copied;
      return rejected;
    },
    handedOver: () => isolation.handedOver(),
    settle: () => isolation.settle(),
    finish: async (refuse) => {
      await isolation.settle();
      const { areKeysAscending } = encoder;
      const counts = await statements.together((on) =>
        bringIn(on, staging, { count, areKeysAscending }),
      );
      if (!(counts instanceof Refusal)) return counts;
      const ranges = await stagedRanges(connection, staging, columns, keys);
      const inRanges = await bringInRanges(ranges, refuse);
      // Then it was not the fault of a row.
      if (isFatal) throw counts.error;
      return inRanges;
    },
  };
}
