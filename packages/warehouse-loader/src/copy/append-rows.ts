import type { RowBatch } from '@wdh/pipeline-core';
import { quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import type { ColumnPlan } from '../catalog/columns/plan-columns.js';
import { RowEncoder } from '../values/row-encoder.js';
import { CopyWriter } from './copy-writer.js';
import { nothingWritten, type TableWriter, type WriterOptions } from './table-writer.js';

/** Copies rows directly into the table. */
export function appendRows(options: WriterOptions, plan: ColumnPlan): TableWriter {
  const { connection, target } = options;
  const columns = plan.columns.map(({ column }) => column.name);
  const encoder = new RowEncoder(options, plan);
  const copy = new CopyWriter({
    connection,
    encoder,
    statement: `copy ${quoteTableName(target.catalog)} (${quoteIdentifiers(columns)}) from stdin`,
    table: target.catalog.table,
    columns,
    isNumbered: false,
  });
  return {
    get dropped() {
      return encoder.dropped;
    },
    get segment() {
      return copy.segment;
    },
    write: (batch: RowBatch<object>) => copy.write(batch),
    flush: () => copy.flush(),
    finish: async () => {
      await copy.flush();
      return { ...nothingWritten, inserted: copy.rowsCopied };
    },
  };
}
