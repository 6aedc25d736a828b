import { ledgerMismatch } from '../copy/ledger-mismatch.js';
import type { WriterOptions } from '../copy/table-writer.js';
import type { BringIn } from './bring-in.js';
import { countExisting, mergeStaging } from './merge-staging.js';

/** Merges the last staged row of each key into the table. */
export function upsertStaged(
  { target, uncompared, keys: keyColumns }: WriterOptions,
  columns: readonly string[],
): BringIn {
  const keys = keyColumns.map(({ column }) => column.name);
  return async (on, staging, staged) => {
    const options = { columns, keys, uncompared, staged };
    const merged = await mergeStaging(on, target, staging, options);
    const counts = {
      inserted: merged.inserted,
      updated: merged.updated,
      unchanged: merged.keys - merged.inserted - merged.updated,
      superseded: staged.count - merged.keys,
      deleted: 0,
    };
    // A trigger may drop rows or updates, which would pass for unchanged: look what is there.
    if (target.catalog.hasTriggers) {
      const withheld = Math.max(merged.tried - merged.updated, 0);
      const found = (await countExisting(on, target, staging, keys)) - withheld;
      if (found !== merged.keys) throw ledgerMismatch(target.name, merged.keys, found);
    }
    return counts;
  };
}
