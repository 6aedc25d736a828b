import { type DedicatedConnection, quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import type { Target, TargetColumn } from '../catalog/target.js';
import { nothingWritten } from '../copy/table-writer.js';
import { CopyIsolation } from './copied/copy-isolation.js';
import { CopyRange } from './copied/copy-range.js';
import type { ScreenedMode } from './screened-mode.js';

/** Copies rows as they come. */
export function appendCopied(
  connection: DedicatedConnection,
  { catalog }: Target,
  columns: readonly TargetColumn[],
): ScreenedMode<CopyRange> {
  const names = quoteIdentifiers(columns.map(({ column }) => column.name));
  const isolation = new CopyIsolation({
    connection,
    statement: `copy ${quoteTableName(catalog)} (${names}) from stdin`,
    table: catalog.table,
    columns,
    target: { name: quoteTableName(catalog), oid: catalog.oid },
  });
  let inserted = 0;
  return {
    begin: () => new CopyRange(false),
    take: async (range) => {
      const { copied, rejected } = await isolation.run(range);
      inserted += copied;
      return rejected;
    },
    handedOver: () => isolation.handedOver(),
    settle: () => isolation.settle(),
    finish: () => Promise.resolve({ ...nothingWritten, inserted }),
  };
}
