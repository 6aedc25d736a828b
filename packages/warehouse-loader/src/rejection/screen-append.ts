import { quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import type { ColumnPlan } from '../catalog/columns/plan-columns.js';
import {
  nothingWritten,
  type TableWriter,
  type TakeRejected,
  type WriterOptions,
} from '../copy/table-writer.js';
import { RowEncoder } from '../values/row-encoder.js';
import { checkAtOnce } from './check-at-once.js';
import { CopyIsolation } from './copied/copy-isolation.js';
import { CopyRange } from './copied/copy-range.js';
import { ScreenedWriter } from './screened-writer.js';

/** Copies rows directly into the table, and rejects those that are refused. */
export async function screenAppend(
  options: WriterOptions,
  plan: ColumnPlan,
  onRefused: TakeRejected,
): Promise<TableWriter> {
  const { connection } = options;
  const { catalog } = options.target;
  const { columns } = plan;
  const encoder = new RowEncoder(options, plan);
  await checkAtOnce(connection);
  const names = quoteIdentifiers(columns.map(({ column }) => column.name));
  const isolation = new CopyIsolation({
    connection,
    statement: `copy ${quoteTableName(catalog)} (${names}) from stdin`,
    table: catalog.table,
    columns,
    target: { name: quoteTableName(catalog), oid: catalog.oid },
  });
  let inserted = 0;
  const rows = {
    begin: () => new CopyRange(false),
    take: async (range: CopyRange) => {
      const { copied, rejected } = await isolation.run(range);
      inserted += copied;
      return rejected;
    },
    handedOver: () => isolation.handedOver(),
    settle: () => isolation.settle(),
    finish: () => Promise.resolve({ ...nothingWritten, inserted }),
  };
  return new ScreenedWriter(encoder, rows, onRefused);
}
