import type { RowBatch } from '@wdh/pipeline-core';
import type { ColumnPlan } from '../encode/plan-columns.js';
import { RowEncoder } from '../encode/row-encoder.js';
import { CopyWriter } from '../write/copy-writer.js';
import { bringIn } from './bring-in.js';
import { RowIsolation } from './row-isolation.js';
import type { TableWriter, TakeRejected, WriterOptions } from '../write/table-writer.js';
import { createTextStaging } from '../staging/text-staging.js';

/**
 * Stages rows as texts, which the server takes whatever they hold, and writes them from there, so
 * that no COPY is ever refused; the rows that the table refuses are handed over one by one.
 */
export async function screenRows(
  options: WriterOptions,
  plan: ColumnPlan,
  onRefused: TakeRejected,
): Promise<TableWriter> {
  const { connection, target, mode, keys, profile } = options;
  const columns = plan.columns.map(({ column }) => column.name);
  const staging = await createTextStaging(connection, plan.columns);
  const encoder = new RowEncoder(target, plan, mode, keys, profile);
  const copy = new CopyWriter({
    connection,
    encoder,
    statement: staging.copyStatement,
    table: staging.table,
    columns,
    prefixOf: (position, { rowNumbers, lineNumbers }, index) => [
      position,
      rowNumbers[index] ?? null,
      lineNumbers[index] ?? null,
    ],
    onRefused,
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
      const isolation = await RowIsolation.prepare(connection, staging, plan.columns, onRefused);
      return bringIn({ ...options, columns, staging, isolation, lastPosition: copy.rowsSent });
    },
  };
}
