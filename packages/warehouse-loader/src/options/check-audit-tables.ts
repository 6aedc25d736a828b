import { WdhError } from '@wdh/pipeline-core';
import { showTableName, type TableName } from '@wdh/postgres';
import { auditTableNames } from '@wdh/runs';

/**
 * Refuses an audit table as the target of a load: the rows would mix with the records of runs, or
 * replace them.
 *
 * @throws WdhError `TARGET_IS_LEDGER`.
 */
export function checkIsNoAuditTable(target: TableName): void {
  if (target.schema !== 'public' || !auditTableNames.includes(target.table)) return;
  throw new WdhError(
    `Table ${showTableName(target)} is an audit table and cannot be a target. Load into another table.`,
    { code: 'TARGET_IS_LEDGER', category: 'usage' },
  );
}
