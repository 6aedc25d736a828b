import type { RowBatch } from '@wdh/pipeline-core';
import { quoteIdentifiers } from '../target/identifier.js';
import { quoteTableName } from '../target/table-name.js';
import { CopyWriter } from './copy-writer.js';
import type { ColumnPlan } from '../encode/plan-columns.js';
import { RowEncoder } from '../encode/row-encoder.js';
import type { TableWriter, WriterOptions } from './table-writer.js';

/** Copies rows straight into the table. */
export function appendRows(options: WriterOptions, plan: ColumnPlan): TableWriter {
  const { connection, target, mode, keys, profile } = options;
  const columns = plan.columns.map(({ column }) => column.name);
  const encoder = new RowEncoder(target, plan, mode, keys, profile);
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
      return { inserted: copy.rowsCopied, updated: 0, unchanged: 0, superseded: 0 };
    },
  };
}
