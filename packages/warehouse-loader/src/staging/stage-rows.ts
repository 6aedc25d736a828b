import type { RowBatch } from '@wdh/pipeline-core';
import type { Queryable } from '../connection/queryable.js';
import { CopyWriter } from '../write/copy-writer.js';
import type { ColumnPlan } from '../encode/plan-columns.js';
import { RowEncoder } from '../encode/row-encoder.js';
import { createStagingTable, type StagingTable } from './staging-table.js';
import type { TableWriter, WriteCounts, WriterOptions } from '../write/table-writer.js';

/** What is known of the rows in a staging table. */
export interface StagedRows {
  /** How many the server says there are. */
  readonly count: number;
  /** Whether their keys are known to come in ascending order, none of them twice. */
  readonly areKeysAscending: boolean;
}

/** Brings the staged rows into the target. */
export type BringIn = (
  on: Queryable,
  staging: StagingTable,
  staged: StagedRows,
) => Promise<WriteCounts>;

/** Copies rows into a staging table, from where they are brought into the target at the end. */
export async function stageRows(
  { connection, target, mode, keys, profile }: WriterOptions,
  plan: ColumnPlan,
  bringIn: BringIn,
): Promise<TableWriter> {
  const columns = plan.columns.map(({ column }) => column.name);
  const staging = await createStagingTable(connection, target, columns);
  const encoder = new RowEncoder(target, plan, mode, keys, profile);
  const copy = new CopyWriter({
    connection,
    encoder,
    statement: staging.copyStatement,
    table: staging.table,
    columns,
    prefixOf: (position) => [position],
  });
  return {
    get dropped() {
      return encoder.dropped;
    },
    write: (batch: RowBatch<object>) => copy.write(batch),
    flush: () => copy.flush(),
    originOf: (copyLine) => copy.originOf(copyLine),
    finish: async () => {
      await copy.flush();
      const { areKeysAscending } = encoder;
      return bringIn(connection, staging, { count: copy.rowsCopied, areKeysAscending });
    },
  };
}
