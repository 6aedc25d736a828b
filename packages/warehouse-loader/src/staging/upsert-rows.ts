import { ledgerMismatch } from '../write/ledger-mismatch.js';
import { countExisting, mergeStaging } from './merge-staging.js';
import type { ColumnPlan } from '../encode/plan-columns.js';
import { stageRows } from './stage-rows.js';
import type { TableWriter, WriterOptions } from '../write/table-writer.js';

/** Stages rows, and merges the last row of each key into the table. */
export function upsertRows(options: WriterOptions, plan: ColumnPlan): Promise<TableWriter> {
  const { connection, target, uncompared } = options;
  const keys = options.keys.map(({ column }) => column.name);
  return stageRows(options, plan, async (staging, columns, staged) => {
    const merged = await mergeStaging(connection, target, staging, {
      columns,
      keys,
      uncompared,
      staged,
    });
    const counts = {
      inserted: merged.inserted,
      updated: merged.updated,
      unchanged: merged.keys - merged.inserted - merged.updated,
      superseded: staged.count - merged.keys,
    };
    // A trigger may drop rows, which would pass for unchanged: look whether they are there.
    if (target.catalog.hasTriggers) {
      const found = await countExisting(connection, target, staging, keys);
      if (found !== merged.keys) throw ledgerMismatch(target.name, merged.keys, found);
    }
    return counts;
  });
}
