import type { RowBatch } from '@wdh/pipeline-core';
import { CopyWriter } from '../write/copy-writer.js';
import type { ColumnPlan } from '../encode/plan-columns.js';
import { RowEncoder } from '../encode/row-encoder.js';
import { createStagingTable, type StagingTable } from './staging-table.js';
import type { TableWriter, WriteCounts, WriterOptions } from '../write/table-writer.js';

/** Brings the staged rows into the target. */
type BringIn = (
  staging: StagingTable,
  columns: readonly string[],
  /** Rows that the server says are staged. */
  staged: number,
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
      return bringIn(staging, columns, copy.rowsCopied);
    },
  };
}
