import { quoteIdentifiers, quoteTableName } from '@wdh/postgres';
import { overriding } from '../catalog/columns/identity-columns.js';
import { quoteOwnRows } from '../catalog/table-catalog.js';
import { ledgerMismatch } from '../copy/ledger-mismatch.js';
import { nothingWritten, type WriterOptions } from '../copy/table-writer.js';
import type { BringIn } from './bring-in.js';
import { makeWay } from './make-way.js';

/** Puts the staged rows in the place of all rows of the table. */
export function replaceStaged({ target }: WriterOptions, columns: readonly string[]): BringIn {
  const table = quoteTableName(target.catalog);
  const ownRows = quoteOwnRows(target.catalog);
  const list = quoteIdentifiers(columns);
  const kept = overriding(target.catalog, columns);
  return async (on, staging) => {
    const deleted = await makeWay(on, target.catalog);
    const { count: inserted } = await on.query(
      `insert into ${table} (${list}) ${kept} select ${list} from ${staging.name}`,
    );
    const [found] = await on.query<{ count: string }>(`select pg_catalog.count(*) from ${ownRows}`);
    const present = Number(found?.count);
    if (present !== inserted) throw ledgerMismatch(target.name, inserted, present);
    return { ...nothingWritten, inserted, deleted };
  };
}
