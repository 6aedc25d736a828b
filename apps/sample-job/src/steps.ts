import { createHash } from 'node:crypto';
import { dataFrameStep, rowStep, validateRows } from '@wdh/pipeline-core';
import { columns, sourceColumns, type RenamedRecord, type SourceRecord } from './columns.js';
import { wildlifeStrikeSchema, type ValidRecord } from './schema.js';
import type { WildlifeStrike } from './table.js';

/** Renames the columns to their names in the warehouse. */
export const renameColumns = rowStep('rename_columns', (record: SourceRecord) => {
  const renamed = sourceColumns.map((column) => [columns[column], record[column]] as const);
  return Object.fromEntries(renamed) as RenamedRecord;
});

/** Validates and converts every field. */
export const validateRecord = validateRows<RenamedRecord, ValidRecord>(wildlifeStrikeSchema, {
  name: 'validate_record',
});

/** Adds a key: the hash of the whole record. */
export const addStrikeId = rowStep('add_strike_id', (record: ValidRecord): WildlifeStrike => ({
  strike_id: createHash('sha256')
    .update(JSON.stringify(Object.values(record)))
    .digest('hex'),
  ...record,
}));

/** Keeps the first of several records with the same fields. */
export const dropExactRepeats = dataFrameStep(
  'drop_exact_repeats',
  (strikes: readonly WildlifeStrike[]) => {
    const seen = new Set<string>();
    return strikes.filter(({ strike_id: id }) => !seen.has(id) && seen.add(id));
  },
);
