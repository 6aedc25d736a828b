import { quoteTableName } from '@wdh/postgres';
import { overriding } from '../catalog/columns/identity-columns.js';
import { quoteOwnRows } from '../catalog/table-catalog.js';
import { ledgerMismatch } from '../copy/ledger-mismatch.js';
import { nothingWritten } from '../copy/table-writer.js';
import { makeWay } from '../modes/make-way.js';
import type { ScreenedModeOptions } from './screened-mode.js';
import type { RowIsolation } from './staged/row-isolation.js';
import type { BringInRanges } from './staged/staged-ranges.js';
import type { StagedReader } from './staged/staged-reader.js';

/** Puts rows in the place of all rows of the table. */
export function replaceRanges(
  { connection, target, columns, statements }: ScreenedModeOptions,
  reader: StagedReader,
  isolation: RowIsolation,
): BringInRanges {
  const table = quoteTableName(target.catalog);
  const ownRows = quoteOwnRows(target.catalog);
  const names = columns.map(({ column }) => column.name);
  const insert = `insert into ${table} (${reader.columns}) ${overriding(target.catalog, names)}
    select ${reader.columns} from ${reader.typed(statements.mark)}`;
  return async (staged, refuse) => {
    const deleted = await makeWay(connection, target.catalog);
    let inserted = 0;
    for (let range = 0; range < staged.count; range++) {
      const rows = await staged.get(range);
      const { results, rejected } = await isolation.run(insert, rows);
      inserted += results.reduce((sum, { count }) => sum + count, 0);
      await refuse(rejected);
    }
    const [found] = await connection.query<{ count: string }>(
      `select pg_catalog.count(*) from ${ownRows}`,
    );
    const present = Number(found?.count);
    if (present !== inserted) throw ledgerMismatch(target.name, inserted, present);
    return { ...nothingWritten, inserted, deleted };
  };
}
