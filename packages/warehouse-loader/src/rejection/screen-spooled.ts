import { bringInRanges } from './bring-in-ranges.js';
import { openLargeObjectSpool } from './given/large-object-spool.js';
import { parameterRows } from './given/parameter-rows.js';
import { RowIsolation } from './given/row-isolation.js';
import { TextRange } from './given/text-range.js';
import type { ScreenedMode, ScreenedModeOptions } from './screened-mode.js';

/**
 * Keeps the rows that fit the types of their columns in a large object until all are there, for
 * roles that may not create a temporary table.
 */
export async function screenSpooled(
  options: ScreenedModeOptions,
): Promise<ScreenedMode<TextRange>> {
  const { statements, columns, isFatal } = options;
  const given = parameterRows(columns, statements);
  const isolation = new RowIsolation(statements, columns, given, isFatal);
  const bringIn = bringInRanges(options, given);
  const spool = await openLargeObjectSpool(options);
  return {
    begin: () => new TextRange(),
    take: async ({ textRows }) => {
      const { kept, rejected } = await isolation.run(given.check, textRows);
      await spool.put(kept);
      return rejected;
    },
    handedOver: () => Promise.resolve(),
    settle: () => Promise.resolve(),
    finish: async (refuse) => {
      const counts = await bringIn(spool, refuse);
      await spool.discard();
      return counts;
    },
  };
}
