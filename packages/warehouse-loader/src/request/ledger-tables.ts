import { WdhError } from '@wdh/pipeline-core';
import { getTableName } from 'drizzle-orm';
import { dataQualityMetrics, pipelineExecutions, rejectedRows } from '../audit/schema.js';
import { showTableName, type TableName } from '../target/table-name.js';

/** The tables that accounts are kept in; all in schema `public`. */
export const ledgerTableNames: readonly string[] = [
  ...[pipelineExecutions, dataQualityMetrics, rejectedRows].map(getTableName),
  'schema_migrations',
];

/**
 * Refuses a target that loads keep their accounts in: its rows would be mixed with them, or replace
 * them.
 *
 * @throws WdhError `TARGET_IS_LEDGER`.
 */
export function checkIsNoLedger(target: TableName): void {
  if (target.schema !== 'public' || !ledgerTableNames.includes(target.table)) return;
  throw new WdhError(
    `Table ${showTableName(target)} keeps the accounts of loads and is no target of them. Load into a table of your own.`,
    { code: 'TARGET_IS_LEDGER', category: 'usage' },
  );
}
